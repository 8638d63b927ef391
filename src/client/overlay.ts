/**
 * The entry that stands where authentik's own page template loads its flow interface: adapts the page, then starts as ours does. The parts of
 * the template are done with before the executor is defined.
 */
import "./ui/styles/flow.css";
import "./platform/authentik-template.ts";
import { startPage } from "./shell/start-page.ts";

await startPage(location);

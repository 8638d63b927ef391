import { type HostConfig, hostConfigId } from "../../src/protocol/host-config.ts";
import { setHtml } from "./html.ts";
import { afterwards } from "./mount.ts";

/** Writes a host config into the page, as a server does, until the end of the test. */
export function giveHostConfig(config: Partial<HostConfig>): void {
  const holder = document.createElement("div");
  setHtml(holder, `<script type="application/json" id="${hostConfigId}">${JSON.stringify(config)}</script>`);
  document.head.append(holder);
  afterwards(() => holder.remove());
}

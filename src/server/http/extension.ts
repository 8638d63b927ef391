import type { Hono } from "hono";
import type { Model } from "../engine/model.ts";
import type { Store } from "../store/store.ts";
import type { PageLink } from "./link-group.ts";
import type { AppEnv } from "./request-facts.ts";
import type { RoutesContext } from "./routes-context.ts";

/** What a new database is filled with. */
export interface Seed {
  readonly store: Store;
  readonly models: readonly Model[];
  /** The folder of the server's own blueprints. */
  readonly folder: string;
}

/** What a server can have beside its own, such as the demonstration. */
export interface Extension {
  /** Seeds the store, with the server's own blueprints among the rest. */
  seed(seed: Seed): void;
  /** Adds routes. */
  routes(app: Hono<AppEnv>, context: RoutesContext): void;
  /** Links on the page where sign-in ends. */
  readonly links: readonly PageLink[];
}

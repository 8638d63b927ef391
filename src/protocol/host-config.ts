import type { Brand, Challenge, FlowInfo, ServerConfig } from "./challenges.ts";

/** The `id` of the `<script type="application/json">` in which the server hands the page its {@link HostConfig}. */
export const hostConfigId = "ak-flow-config";

/** What the server that serves the page already knows. Every part may be missing: the page then asks for it. */
export interface HostConfig {
  /** Where the API is mounted, such as `/` or `https://id.example/sub/`. */
  readonly apiBase?: string;
  /** The user name of who is signed in, `""` where nobody is. */
  readonly account?: string;
  /** The flow runs in compatibility mode: ShadyDOM is forced, so that the page is one plain tree. */
  readonly compatibility?: boolean;
  /** The language that the server has chosen for the page (BCP 47), as authentik's own page template has it too. */
  readonly locale?: string;
  readonly brand?: Brand;
  readonly config?: ServerConfig;
  readonly flow?: Pick<FlowInfo, "title" | "background" | "layout"> & {
    /** What the flow is for, where that is something beside signing in: `enrollment` or `recovery`. */
    readonly designation?: string;
  };
  /** The first challenge of the flow, so that the page need not ask for it. */
  readonly challenge?: Challenge;
  /**
   * The address of the document that captchas run in, where it has a host of its own. Without one it is that of the server, in an origin of
   * nobody, where few vendors work.
   */
  readonly captchaFrame?: string;
  /** Where that document is on the server, below where it is mounted, if not at `static/captcha/frame.html`. */
  readonly captchaPath?: string;
  /** Where a name is asked for, the accounts that people have had remembered in this browser are offered to choose from. */
  readonly accountChooser?: boolean;
  /** What new passwords have to be like, in the language of the `passwordrules` attribute: `minlength: 12; required: digit;`. */
  readonly passwordRules?: string;
  /** The server has a WebSocket at `ws/client/`, over which it sends messages to show. */
  readonly websocket?: boolean;
  /** The same flow in an interface that knows every step of the server, for one that this does not know. */
  readonly fallback?: string;
  /** Messages to show as toasts, as authentik's own page template replays them. */
  readonly messages?: readonly ServerMessage[];
}

/** A message from the server that concerns no field. */
export interface ServerMessage {
  readonly level: "debug" | "info" | "success" | "warning" | "error";
  readonly message: string;
}

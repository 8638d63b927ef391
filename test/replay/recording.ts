/** What an authentik 2026.5 said, in a compact form, and the same in full. Keys, tokens and hosts are stand-ins; shapes and words are as sent. */
import type { Challenge } from "../../src/protocol/challenges.ts";

/** One request and its answer, as a recording has it. */
interface RecordedStep {
  readonly note?: string;
  /** Method and address: `GET /api/v3/…`. */
  readonly request: string;
  /** The JSON that was posted. */
  readonly body?: unknown;
  /** What was posted instead of JSON of an object, with its content type where that was another. */
  readonly raw?: string;
  readonly type?: string;
  /** The cookies that the browser has before, where they are not those that the steps before have left: without `authentik_`. */
  readonly sends?: readonly string[];
  /** The CSRF header, where it was not right. */
  readonly csrf?: "none" | "wrong" | "no referer";
  readonly origin?: string;
  readonly https?: true;
  readonly language?: string;
  /** The cookies that were set, `-session` for one that was deleted; steps of the executor set `session` unless they say otherwise. */
  readonly sets?: readonly string[];
  readonly status?: number;
  /** Where a 302 leads; `.` is the same address. */
  readonly to?: string;
  /** With `$like` only what differs from the challenge of that step, and with `$without` the names of what it lacks. */
  readonly challenge?: Readonly<Record<string, unknown>>;
  readonly json?: unknown;
  /** A page, which is not recorded. */
  readonly html?: true;
  readonly text?: string;
}

/** One request and its answer, in full. */
export interface Step extends Omit<RecordedStep, "request" | "challenge" | "sets"> {
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  readonly path: string;
  readonly sets: readonly string[];
  /** The browser has a session. */
  readonly knows: boolean;
  readonly challenge?: Challenge;
}

/** What a WebSocket was sent meanwhile. */
export type Frame = Readonly<Record<string, unknown>>;

export interface RecordedCase {
  readonly name: string;
  readonly steps: readonly RecordedStep[];
  readonly frames?: readonly Frame[];
}

/** One browser's sequence. */
export interface Recording {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly frames: readonly Frame[];
}

const flowInfo = {
  background: "/static/dist/assets/images/flow_background.jpg",
  background_themed_urls: null,
  cancel_url: "/flows/-/cancel/",
  layout: "stacked",
};

/** Whether the address is that of a flow's executor. */
export function isExecutor(path: string): boolean {
  return path.startsWith("/api/v3/flows/executor/");
}

/** The slug of the flow that a page or its executor is about. */
export function slugOf(path: string): string | undefined {
  return /^\/(?:api\/v3\/flows\/executor|if\/flow)\/([-\w]+)\/$/.exec(path)?.[1];
}

/** The case with everything written out. What names the server itself says `{origin}`. */
export function inFull({ name, steps, frames = [] }: RecordedCase): Recording {
  const challenges: Record<string, unknown>[] = [];
  let knows = false;
  return {
    name,
    frames,
    steps: steps.map(({ request, challenge, sets: given, ...rest }, index) => {
      const [method = "", address = ""] = request.split(" ");
      const path = address.replace(/\?.*/, "");
      const sets = given ?? (isExecutor(path) ? ["session"] : []);
      if (rest.sends) knows = rest.sends.includes("session");
      const step = { ...rest, method, address, path, sets, knows };
      if (sets.some((cookie) => cookie.startsWith("session"))) knows = true;
      if (sets.includes("-session")) knows = false;
      if (!challenge) return step;
      const { $like, $without = [], ...own } = challenge;
      const whole: Record<string, unknown> = { ...(typeof $like === "number" && challenges[$like]), ...own };
      for (const field of $without as string[]) Reflect.deleteProperty(whole, field);
      challenges[index] = whole;
      return { ...step, challenge: written(whole) as Challenge };
    }),
  };
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value === "string") return value.startsWith("avatar:") ? avatar(value) : value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]): [string, unknown] => [
    key,
    key === "flow_info" ? { ...flowInfo, ...(part as object) } : written(part),
  ]);
  return Object.fromEntries(entries);
}

/** A picture of somebody's initials, in the way authentik draws them. */
function avatar(marker: string): string {
  const [, initials = "", colour = ""] = marker.split(":");
  const text = `<text x="50%" y="50%" style="color: #fff; line-height: 1; " fill="#fff" text-anchor="middle" font-size="28">${initials}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="64px" height="64px" viewBox="0 0 64 64"><rect fill="${colour}" width="64" height="64"/>${text}</svg>`;
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}

import type { ServerMessage } from "../../protocol/host-config.ts";
import { isJsonObject } from "../store/json-value.ts";
import type { Plan } from "./plan.ts";
import { readPlan } from "./read-plan.ts";
import type { SourceLogin } from "./session.ts";

/** A session's data as they are kept. */
export type KeptSession = {
  plan?: Plan;
  query?: string;
  history: Plan[];
  messages: { level: ServerMessage["level"]; message: string }[];
  sourceLogin?: SourceLogin;
};

/** @returns `undefined` unless all of it has the right shape */
export function readSessionData(value: unknown): KeptSession | undefined {
  if (!isJsonObject(value)) return undefined;
  const { query, sourceLogin } = value;
  const plan = value.plan === undefined ? undefined : readPlan(value.plan);
  const history = all(value.history, readPlan);
  const messages = all(value.messages, readMessage);
  if ((value.plan !== undefined && !plan) || !history || !messages) return undefined;
  if (query !== undefined && typeof query !== "string") return undefined;
  if (sourceLogin !== undefined && !isSourceLogin(sourceLogin)) return undefined;
  return {
    ...(plan && { plan }),
    ...(query !== undefined && { query }),
    history,
    messages,
    ...(sourceLogin && { sourceLogin }),
  };
}

function all<T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(read).filter((item) => item !== undefined);
  return items.length === value.length ? items : undefined;
}

const levels: Readonly<Record<ServerMessage["level"], true>> = {
  debug: true,
  info: true,
  success: true,
  warning: true,
  error: true,
};

function readMessage(value: unknown): KeptSession["messages"][number] | undefined {
  if (!isJsonObject(value) || typeof value.message !== "string") return undefined;
  const level = Object.keys(levels).find((name): name is ServerMessage["level"] => name === value.level);
  return level && { level, message: value.message };
}

function isSourceLogin(value: unknown): value is SourceLogin {
  if (!isJsonObject(value)) return false;
  const { resume } = value;
  const texts = [value.source, value.state, value.verifier, value.query];
  return texts.every((text) => typeof text === "string") && (resume === undefined || typeof resume === "string");
}

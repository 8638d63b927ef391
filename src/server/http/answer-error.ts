import type { Context } from "hono";
import { sentence } from "../../protocol/locales/words.ts";
import { BusyError } from "../engine/busy-error.ts";
import { Refusal } from "../engine/refusal.ts";
import { CsrfError } from "./csrf.ts";
import { errorNotice, errorPage } from "./page-response.ts";
import { BodyError } from "./read-json-body.ts";
import type { AppEnv } from "./request-facts.ts";
import type { PageOptions } from "./routes-context.ts";

const busyMessage = sentence("The server has too much to do at the moment. Try again in a few seconds.");

/** Answers a request whose route has thrown: refusals say why, anything else only that something went wrong. */
export function answerError(error: unknown, c: Context<AppEnv>, pages: PageOptions, isApi: boolean): Response {
  if (!(error instanceof Refusal)) return isApi ? c.json({ detail: "Server Error" }, 500) : errorPage(c, pages);
  const status = statusOf(error);
  const message = error instanceof BusyError ? busyMessage : error.message;
  const response = isApi ? c.json({ detail: message }, status) : errorNotice(c, pages, message, status);
  // RFC 9110 §10.2.3, in seconds.
  if (error instanceof BusyError) response.headers.set("Retry-After", String(error.retryAfter));
  return response;
}

function statusOf(error: Refusal): 400 | 403 | 413 | 415 | 503 {
  if (error instanceof BusyError) return 503;
  if (error instanceof CsrfError) return 403;
  return error instanceof BodyError ? error.status : 400;
}

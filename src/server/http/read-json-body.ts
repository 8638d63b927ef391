import type { ReadableStream } from "node:stream/web";
import { Refusal } from "../engine/refusal.ts";

const limit = 256 * 1024;
const formLimit = 64 * 1024;

/** A request body that cannot be taken; `status` is what a plain API would answer. */
export class BodyError extends Refusal {
  override readonly name = "BodyError";
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * Reads a JSON body. No body at all is `{}`.
 *
 * @param maxBytes that are taken, 256 KiB unless given
 * @throws BodyError when it is too large, no JSON, or says that it is something else
 */
export async function readJsonBody(request: Request, maxBytes = limit): Promise<unknown> {
  const text = (await readBytes(request, maxBytes)).toString("utf8");
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (text === "") return {};
  if (type !== "application/json") throw new BodyError(415, `Unsupported media type "${type}" in request.`);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BodyError(400, `JSON parse error - ${cause instanceof Error ? cause.message : "unreadable"}`);
  }
}

/**
 * Reads a form, `application/x-www-form-urlencoded`, of at most 64 KiB.
 *
 * @throws BodyError when it is too large
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams((await readBytes(request, formLimit)).toString("utf8"));
}

/**
 * Reads a body, no matter how slowly it comes.
 *
 * @param maxBytes bytes that are taken
 * @throws BodyError when there are more
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  const next = (): ReturnType<typeof reader.read> =>
    reader.read().catch((cause: unknown) => {
      throw new BodyError(400, "The request broke off.", { cause });
    });
  for (let part = await next(); !part.done; part = await next()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): BodyError {
  return new BodyError(413, "The request is too large.");
}

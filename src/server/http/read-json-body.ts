const limit = 256 * 1024;

/** A request body that cannot be taken; `status` is what a plain API would answer. */
export class BodyError extends Error {
  override readonly name = "BodyError";
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Reads a JSON body of at most 256 KiB. No body at all is `{}`.
 *
 * @throws BodyError when it is too large, no JSON, or says that it is something else
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (text === "") return {};
  if (type !== "application/json") throw new BodyError(415, `Unsupported media type "${type}" in request.`);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BodyError(400, `JSON parse error - ${cause instanceof Error ? cause.message : "unreadable"}`);
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(): BodyError {
  return new BodyError(413, "The request is too large.");
}

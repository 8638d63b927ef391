import { bufferToFormData } from "hono/utils/buffer";
import { type FlowDocument, flowDocument } from "../services/administration.ts";
import { BodyError, readBytes } from "./read-json-body.ts";

/** The largest document that is taken, in bytes. */
const limit = 1024 * 1024;

/**
 * Reads a form of at most 1 MiB, `multipart/form-data`.
 *
 * @throws BodyError when it is too large, or no form
 */
export async function readUploadForm(request: Request): Promise<FormData> {
  const bytes = await readBytes(request, limit);
  const type = request.headers.get("content-type") ?? "";
  try {
    return await bufferToFormData(new Uint8Array(bytes).buffer, type);
  } catch (cause) {
    throw new BodyError(415, `Unsupported media type "${type.split(";")[0]}" in request.`, { cause });
  }
}

/** The document in the field `file`, if one was chosen. */
export async function uploadIn(form: FormData): Promise<FlowDocument | undefined> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return undefined;
  return flowDocument(file.name, new Uint8Array(await file.arrayBuffer()));
}

import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const threshold = 1024;

/** The best encoding a browser accepts, of those we speak. */
export function acceptedEncoding(header: string | undefined): "br" | "gzip" | undefined {
  const accepted = new Map(
    (header ?? "").split(",").map((part) => {
      const [name = "", q] = part.split(";").map((side) => side.trim().toLowerCase());
      return [name, q === undefined ? 1 : Number(q.replace(/^q=/, ""))];
    }),
  );
  return (["br", "gzip"] as const).find((name) => (accepted.get(name) ?? 0) > 0);
}

/** Compresses HTML and JSON of more than 1 KB; everything else passes. */
export async function compressResponse(response: Response, acceptEncoding: string | undefined): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (!/^(text\/html|application\/json)/.test(type) || response.headers.has("content-encoding")) return response;
  const body = Buffer.from(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.append("Vary", "Accept-Encoding");
  const encoding = body.byteLength > threshold ? acceptedEncoding(acceptEncoding) : undefined;
  if (!encoding) return new Response(body.byteLength > 0 ? body : null, { status: response.status, headers });
  headers.set("Content-Encoding", encoding);
  headers.delete("Content-Length");
  return new Response(new Uint8Array(await compress(body, encoding)), { status: response.status, headers });
}

function compress(body: Buffer, encoding: "br" | "gzip"): Promise<Buffer> {
  return encoding === "br" ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : gzipped(body);
}

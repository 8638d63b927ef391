import type { Context, Hono } from "hono";
import { expressionFault } from "../../engine/blueprint/expression-fault.ts";
import { importBlueprint, type ImportResult } from "../../engine/blueprint/import-blueprint.ts";
import { BodyError, readBytes } from "../read-json-body.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, type RoutesContext } from "../routes-context.ts";
import { forAdministrator } from "./administrator.ts";

/** The largest document that is taken, in bytes. */
const limit = 1024 * 1024;

/** A document somebody uploaded. */
export interface Upload {
  readonly name: string;
  readonly text: string;
}

/** The two addresses to which flows and other blueprints are uploaded as `multipart/form-data`. */
export function importApi(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all(
    "/api/v3/managed/blueprints/import/",
    byMethod({
      POST: (c) =>
        forAdministrator(routes, c, async () => {
          const form = await readForm(c.req.raw);
          if (form.get("path")) return c.json({ path: ["Blueprint file does not exist"] }, 400);
          const upload = await uploadIn(form);
          return upload ? c.json(await importUpload(routes, upload)) : c.json(["Either path or file must be set"], 400);
        }),
    }),
  );
  app.all(
    "/api/v3/flows/instances/import/",
    byMethod({ POST: (c) => forAdministrator(routes, c, () => importFlow(routes, c)) }),
  );
}

async function importFlow(routes: RoutesContext, c: Context<AppEnv>): Promise<Response> {
  const upload = await uploadIn(await readForm(c.req.raw));
  return upload ? c.json(await importUpload(routes, upload)) : c.json({ logs: [], success: false }, 400);
}

/** Applies a document as a whole, or says why not. */
export async function importUpload(
  { services, importable }: RoutesContext,
  { name, text }: Upload,
  { dryRun = false } = {},
): Promise<ImportResult> {
  const fault = await expressionFault(text, name, services.expressions);
  const options = { store: services.store, models: importable, now: Date.now() };
  return importBlueprint(text, name, options, { fault, dryRun });
}

/** The document in the field `file`, if one was chosen. */
export async function uploadIn(form: FormData): Promise<Upload | undefined> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) return undefined;
  return { name: file.name, text: await file.text() };
}

/**
 * Reads a form of at most 1 MiB.
 *
 * @throws BodyError when it is too large, or no form
 */
export async function readForm(request: Request): Promise<FormData> {
  const bytes = await readBytes(request, limit);
  const type = request.headers.get("content-type") ?? "";
  try {
    return await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  } catch (cause) {
    throw new BodyError(415, `Unsupported media type "${type.split(";")[0]}" in request.`, { cause });
  }
}

import type { Context, Hono } from "hono";
import type { ImportResult } from "../../engine/blueprint/import-blueprint.ts";
import { type FlowDocument, importDocument } from "../../services/administration.ts";
import { readUploadForm, uploadIn } from "../read-upload.ts";
import type { AppEnv } from "../request-facts.ts";
import { byMethod, type RoutesContext } from "../routes-context.ts";
import { apiForAdministrator } from "./administrator.ts";

/** The two addresses to which flows and other blueprints are uploaded as `multipart/form-data`. */
export function importApi(app: Hono<AppEnv>, routes: RoutesContext): void {
  app.all(
    "/api/v3/managed/blueprints/import/",
    byMethod({
      POST: (c) =>
        apiForAdministrator(routes, c, async () => {
          const form = await readUploadForm(c.req.raw);
          if (form.get("path")) return c.json({ path: ["Blueprint file does not exist"] }, 400);
          const upload = await uploadIn(form);
          return upload ? c.json(await imported(routes, upload)) : c.json(["Either path or file must be set"], 400);
        }),
    }),
  );
  app.all(
    "/api/v3/flows/instances/import/",
    byMethod({ POST: (c) => apiForAdministrator(routes, c, () => importFlow(routes, c)) }),
  );
}

async function importFlow(routes: RoutesContext, c: Context<AppEnv>): Promise<Response> {
  const upload = await uploadIn(await readUploadForm(c.req.raw));
  return upload ? c.json(await imported(routes, upload)) : c.json({ logs: [], success: false }, 400);
}

/** As authentik's API answers. */
async function imported(
  { services }: RoutesContext,
  document: FlowDocument,
): Promise<Pick<ImportResult, "logs" | "success">> {
  const { logs, success } = await importDocument(services, document);
  return { logs, success };
}

import { readFile } from "node:fs/promises";
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
};

export interface ExampleSite {
  readonly origin: string;
  close(): void;
}

/**
 * A site of somebody else's: its pages under a policy, and the executor's API on the same host, as a reverse proxy does it.
 *
 * @param folders where its files are, the first that has one wins
 * @param policies by page, such as `/plain.html`
 */
export async function exampleSite(
  folders: readonly string[],
  executor: string,
  policies: Readonly<Record<string, string>>,
): Promise<ExampleSite> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site.test");
    if (/^\/(api|flows|if)\//.test(pathname)) pass(request, response, executor);
    else void answer(pathname, response);
  });

  async function answer(pathname: string, response: ServerResponse): Promise<void> {
    for (const folder of folders) {
      const name = extname(pathname) ? pathname : `${pathname}.html`;
      const body = await readFile(join(folder, name)).catch(() => undefined);
      if (!body) continue;
      const policy = policies[pathname];
      if (policy) response.setHeader("Content-Security-Policy", policy);
      response.setHeader("Content-Type", types[extname(name)] ?? "application/octet-stream");
      response.end(body);
      return;
    }
    // The pictures of the brand are not there.
    response.writeHead(/^\/(static\/|favicon)/.test(pathname) ? 204 : 404).end();
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://localhost:${port}`, close };
}

function pass(request: IncomingMessage, response: ServerResponse, executor: string): void {
  const { method, headers, url } = request;
  const passed = ask(executor + (url ?? "/"), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on("error", () => response.writeHead(502).end());
  request.pipe(passed);
}

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { FlowApp } from "../../../../src/server/http/create-app.ts";
import { foundIn } from "./file-search.ts";
import { demoPassword, expectChallenge, testApp, TestBrowser, sentMessages } from "./test-app.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The flow that signs in with a second factor, and what it asks for one with. */
export const mfa = "default-authentication-flow-mfa";
export const validate = "ak-stage-authenticator-validate";

/** A server, and everything secret that was typed, shown or sent while it was used. */
export class Diary {
  readonly folder: string;
  readonly app: FlowApp;
  readonly secrets: string[] = [demoPassword];
  readonly browsers: TestBrowser[] = [];

  constructor(t: TestContext) {
    this.folder = temporaryFolder(t);
    this.app = testApp(t, { dataDir: this.folder });
  }

  browser(): TestBrowser {
    const browser = new TestBrowser(this.app);
    this.browsers.push(browser);
    return browser;
  }

  /** Keeps a secret in mind, and looks whether it is in the files by now. */
  note(secret: string | undefined): string {
    assert.ok(secret, "there is a secret");
    this.secrets.push(secret);
    this.check();
    return secret;
  }

  /** The query of the newest link, with its token. */
  async link(): Promise<string> {
    const query = /\?(\S+)/.exec((await sentMessages(this.app))[0]?.body ?? "")?.[1] ?? "";
    this.note(new URLSearchParams(query).get("flow_token") ?? undefined);
    return query;
  }

  /** The newest code that was sent. Six digits may stand anywhere by chance: what is looked for is the code as messages and JSON have it. */
  async code(): Promise<string> {
    const code = /\b\d{6}\b/.exec((await sentMessages(this.app))[0]?.body ?? "")?.[0] ?? "";
    for (const written of [`"${code}"`, `#${code}`, `: ${code}`]) this.note(written);
    return code;
  }

  check(): void {
    for (const { cookies } of this.browsers) {
      const [, payload = ""] = cookies.get("authentik_session")?.split(".") ?? [];
      if (payload === "") continue;
      const { sid } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { sid: string };
      if (!this.secrets.includes(sid)) this.secrets.push(sid);
    }
    assert.deepEqual(foundIn(this.folder, this.secrets), []);
  }
}

/** Where an account's owner is asked for a second factor. */
export async function atFactor(diary: Diary, password: string): Promise<TestBrowser> {
  const browser = diary.browser();
  await browser.post(mfa, { uid_field: "user" });
  expectChallenge(await browser.post(mfa, { password }), validate);
  return browser;
}

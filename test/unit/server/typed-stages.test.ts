/** What the compiler has to refuse. `npm run typecheck` fails where it lets one of these pass. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAnswer, type UncheckedAnswer } from "../../../src/server/engine/answer.ts";
import { dictionary, optional, text } from "../../../src/server/engine/fields.ts";
import type { PlanContext } from "../../../src/server/engine/plan-context.ts";
import type { Shown, StageHandler } from "../../../src/server/engine/stage-handler.ts";
import { passwordStageModel } from "../../../src/server/stages/password-model.ts";

const answer: UncheckedAnswer<"ak-stage-password"> = {};

test("a field that the answer does not have, and one that it lacks", () => {
  assert.equal(parseAnswer({ password: text() }, answer).ok, false);
  // @ts-expect-error: misspelt
  assert.equal(parseAnswer({ pasword: text() }, answer).ok, false);
  // @ts-expect-error: one too many
  assert.equal(parseAnswer({ password: text(), code: text() }, answer).ok, false);
  const identification: UncheckedAnswer<"ak-stage-identification"> = {};
  assert.deepEqual(parseAnswer({ passkey: optional(dictionary()) }, identification), {
    ok: true,
    values: { passkey: undefined },
  });
  // @ts-expect-error: of another step
  assert.equal(parseAnswer({ token: text() }, identification).ok, false);
});

test("a challenge of another step, or with a field that it does not have", () => {
  const handler: StageHandler<typeof passwordStageModel, "ak-stage-password"> = {
    model: passwordStageModel,
    async show(): Promise<Shown<"ak-stage-password">> {
      return { kind: "challenge", challenge: { component: "ak-stage-password", allow_show_password: true } };
    },
  };
  const others: Shown<"ak-stage-password">[] = [
    // @ts-expect-error: of another step
    { kind: "challenge", challenge: { component: "ak-stage-captcha", js_url: "", site_key: "", interactive: true } },
    // @ts-expect-error: misspelt
    { kind: "challenge", challenge: { component: "ak-stage-password", allow_show_pasword: true } },
  ];
  assert.ok(handler.model === passwordStageModel && others.length === 2);
});

test("a key of the plan's context that nobody knows", () => {
  const context: PlanContext = { "goauthentik.io/stages/password/failures": 1 };
  // @ts-expect-error: misspelt
  const wrong: PlanContext = { "goauthentik.io/stages/pasword/failures": 1 };
  // @ts-expect-error: misspelt
  assert.equal(context.pending_usr, undefined);
  assert.equal(Object.keys(wrong).length, 1);
});

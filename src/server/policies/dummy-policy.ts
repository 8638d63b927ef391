import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { flag, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { type PolicyHandler, policyFields } from "./policy-handler.ts";
import { int32 } from "../engine/setting-fields.ts";

const model = defineModel({
  name: "authentik_policies_dummy.dummypolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    result: withDefault(flag(), false),
    wait_min: withDefault(int32(), 5),
    wait_max: withDefault(int32(), 30),
  },
});

/** Milliseconds; timers of Node take no more. */
const longestTimer = 2 ** 31 - 1;

/** For trying out flows: takes its time, some seconds between the two, and comes to what it is told to. */
export const dummyPolicy: PolicyHandler<typeof model> = {
  model,
  async evaluate({ result, wait_min, wait_max }, { timeLimit = Infinity }) {
    const duration = Math.min(randomInt(wait_min * 1000, Math.max(wait_min, wait_max) * 1000 + 1), longestTimer);
    await wait(Math.min(duration, timeLimit));
    if (duration > timeLimit) throw new Error(`The policy took longer than ${timeLimit / 1000} s.`);
    return { passing: result, messages: ["dummy"] };
  },
};

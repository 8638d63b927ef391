import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { flag, integer, withDefault } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { type PolicyHandler, policyFields } from "./policy-handler.ts";

const model = defineModel({
  name: "authentik_policies_dummy.dummypolicy",
  family: "policy",
  unique: ["name"],
  fields: {
    ...policyFields,
    result: withDefault(flag(), false),
    wait_min: withDefault(integer({ min: 0 }), 5),
    wait_max: withDefault(integer({ min: 0 }), 30),
  },
});

/** For trying out flows: takes its time, some seconds between the two, and comes to what it is told to. */
export const dummyPolicy: PolicyHandler<typeof model> = {
  model,
  async evaluate({ result, wait_min, wait_max }, { timeLimit = Infinity }) {
    const duration = randomInt(wait_min * 1000, Math.max(wait_min, wait_max) * 1000 + 1);
    await wait(Math.min(duration, timeLimit));
    if (duration > timeLimit) throw new Error(`The policy took longer than ${timeLimit / 1000} s.`);
    return { passing: result, messages: ["dummy"] };
  },
};

import fc from "fast-check";

/** Flows in which policies and steps fail in every way, and what should come of each. */

const behaviours = ["pass", "fail", "throw", "hang", "unknown type", "gone", "unreadable"] as const;
const mishaps = ["none", "binding removed", "stage removed", "type unknown", "unreadable", "handler throws"] as const;

export interface PolicyCase {
  readonly behaviour: (typeof behaviours)[number];
  readonly negate: boolean;
  readonly failureResult: boolean;
}

export interface StepCase {
  readonly mode: "all" | "any";
  readonly marker: "on plan" | "on run" | "both";
  readonly policies: readonly PolicyCase[];
  /** What happens to the step once the flow is planned. */
  readonly mishap: (typeof mishaps)[number];
}

export interface FlowCase {
  readonly mode: "all" | "any";
  readonly policies: readonly PolicyCase[];
  readonly steps: readonly StepCase[];
}

const mode = fc.constantFrom("all" as const, "any" as const);
const policies = fc.array(
  fc.record({ behaviour: fc.constantFrom(...behaviours), negate: fc.boolean(), failureResult: fc.boolean() }),
  { maxLength: 3 },
);
const step = fc.record({
  mode,
  marker: fc.constantFrom("on plan" as const, "on run" as const, "both" as const),
  policies,
  mishap: fc.oneof(
    { weight: 3, arbitrary: fc.constant("none" as const) },
    { weight: 2, arbitrary: fc.constantFrom(...mishaps) },
  ),
});
export const flows: fc.Arbitrary<FlowCase> = fc.record({
  mode,
  policies: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: policies }),
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
});

/** What should come of it, in so many words; `stopped` is an error that changes nothing. */
export type Expected = { readonly shown: readonly number[]; readonly end: "end" | "stopped" | "denied" };

type Verdict = "pass" | "fail" | "unknown";

function verdictOf({ behaviour, negate, failureResult }: PolicyCase): Verdict {
  if (behaviour === "pass" || behaviour === "fail") return (behaviour === "pass") === negate ? "fail" : "pass";
  return failureResult ? "pass" : "unknown";
}

function decide(all: FlowCase["mode"], cases: readonly PolicyCase[]): Verdict {
  const verdicts = new Set(cases.map(verdictOf));
  if (cases.length === 0) return "pass";
  if (all === "all") return verdicts.has("fail") ? "fail" : verdicts.has("unknown") ? "unknown" : "pass";
  return verdicts.has("pass") ? "pass" : verdicts.has("unknown") ? "unknown" : "fail";
}

export function expectedOf(flow: FlowCase): Expected {
  if (decide(flow.mode, flow.policies) !== "pass") return { shown: [], end: "denied" };
  const verdicts = flow.steps.map(({ mode: all, policies: cases }) => decide(all, cases));
  const onPlan = flow.steps.map(({ marker }) => marker !== "on run");
  if (verdicts.some((verdict, index) => onPlan[index] && verdict === "unknown")) return { shown: [], end: "stopped" };
  const shown: number[] = [];
  for (const [index, { marker, mishap }] of flow.steps.entries()) {
    if (onPlan[index] && verdicts[index] === "fail") continue;
    if (marker !== "on plan") {
      if (mishap === "binding removed") return { shown, end: "stopped" };
      if (verdicts[index] === "unknown") return { shown, end: "stopped" };
      if (verdicts[index] === "fail") continue;
    }
    if (mishap !== "none" && mishap !== "binding removed") return { shown, end: "stopped" };
    shown.push(index);
  }
  return { shown, end: "end" };
}

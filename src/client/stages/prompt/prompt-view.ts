import type { ChallengeOf } from "../../../protocol/challenges.ts";
import { errorsOf } from "../../ui/templates/field.ts";
import type { Option } from "./choice-fields.ts";

type PromptChallenge = ChallengeOf<"ak-stage-prompt">;
/** One thing that the server wants to know, or to say. */
export type Prompt = PromptChallenge["fields"][number];

/** A prompt as it is shown. */
export interface PromptView {
  readonly prompt: Prompt;
  /** Unique in the document, and fit for a CSS selector: keys contain dots and whatever an administrator likes. */
  readonly id: string;
  /** The name of its control. */
  readonly name: string;
  /** What it is called, never empty. */
  readonly label: string;
  /** It may be left empty, where others may not. */
  readonly optional: boolean;
  /** What it holds at first. */
  readonly initial: string;
  readonly options: readonly Option[];
  readonly errors: readonly string[];
}

const alwaysAnswered: ReadonlySet<string> = new Set(["checkbox", "ak-locale", "text_read_only", "text_area_read_only"]);

/** How the prompts of a challenge are shown, in the server's order. What they held at first, they keep: a person may have typed since. */
export function promptViews(challenge: PromptChallenge, initials: Map<string, string>): readonly PromptView[] {
  const prompts = promptsOf(challenge);
  const anyRequired = prompts.some(({ required }) => required);
  return prompts.map((prompt, index): PromptView => {
    const key = prompt.field_key;
    const initial = initials.get(key) ?? (prompt.initial_value || ""); // Older servers may send null.
    initials.set(key, initial);
    return {
      prompt,
      id: `ak-prompt-${index}-${key.replace(/[^\w-]+/g, "-")}`,
      name: controlName(key),
      label: prompt.label || prompt.placeholder || key,
      optional: anyRequired && !prompt.required && !alwaysAnswered.has(prompt.type),
      initial,
      options: optionsOf(prompt),
      errors: errorsOf(challenge, key),
    };
  });
}

/** The prompts in their order, also of servers that send none or in another order. */
export function promptsOf({ fields }: PromptChallenge): readonly Prompt[] {
  return [...((fields as PromptChallenge["fields"] | null | undefined) ?? [])].sort((a, b) => a.order - b.order);
}

/** A control named like a method of its form would take the method's place. */
export function controlName(key: string): string {
  return key in HTMLFormElement.prototype ? `prompt.${key}` : key;
}

/** Choices are strings on servers before 2026.5. */
function optionsOf({ choices }: Prompt): readonly Option[] {
  const all: readonly (Option | string)[] = choices ?? [];
  return all.map((choice) => (typeof choice === "string" ? { value: choice, label: choice } : choice));
}

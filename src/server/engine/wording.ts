import { sentence } from "../../protocol/locales/words.ts";
import { verboseName } from "./type-names.ts";

/** How what the engine knows is put into words for people. */
export interface Wording {
  /** An English sentence with `{0}` … filled in. */
  readonly text: (english: string, ...values: readonly string[]) => string;
  /** Several things, one after the other. */
  readonly list: (things: readonly string[]) => string;
  readonly number: (count: number) => string;
  /** What a type of stage or policy is called, by the name of its model. */
  readonly typeName: (model: string) => string;
  /** What a value of a setting is called. */
  readonly choice: (value: string) => string;
}

/** As the command line and the API have it. */
export const englishWording: Wording = {
  text: sentence,
  list: (things) => things.join(", "),
  number: String,
  typeName: verboseName,
  choice: (value) => value,
};

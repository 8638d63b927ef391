import type { MessagePort } from "node:worker_threads";

/** What the thread is started with. */
export interface ThreadData {
  /** Where answers to Python's questions arrive. */
  readonly answers: MessagePort;
  /** One number, which turns 1 when an answer has been sent. */
  readonly signal: Int32Array;
  /** The folder in which snapshots of Python's memory are kept, if they are. */
  readonly snapshots: string | undefined;
}

/** JSON of a request, or of the sources of expressions. */
export interface ToThread {
  readonly kind: "evaluate" | "examine";
  readonly text: string;
}

export type FromThread =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly text: string }
  /** The thread is of no use any longer; `byDoor` when Python tried to get out. */
  | { readonly kind: "broken"; readonly byDoor: boolean };

import { mkdirSync } from "node:fs";
import type { PythonThreads } from "../../../../src/server/python/python-expressions.ts";
import { PythonThread } from "../../../../src/server/python/python-thread.ts";
import { snapshots } from "../../../../tools/lent-python.ts";

const idle: PythonThread[] = [];
mkdirSync(snapshots, { recursive: true });

/**
 * Passes a thread of Python on from one server to the next, because it takes seconds to start one. Python finds itself as new before every
 * evaluation; a thread that was broken or is busy is not given back.
 */
export const sharedPython: PythonThreads = {
  take: () => idle.pop() ?? new PythonThread(snapshots),
  giveBack: (thread) => void idle.push(thread),
};

/** Starts Python, and waits until it is there: on a busy machine that takes longer than a page waits for an answer. */
export async function warmPython(): Promise<void> {
  const thread = sharedPython.take();
  await thread.run({ kind: "examine", text: "[]" }, 60_000, () => Promise.resolve("{}"));
  sharedPython.giveBack(thread);
}

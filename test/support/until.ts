/** Milliseconds of real time after which what has not happened is not going to. */
const limit = 8000;

/**
 * Waits until something is so, looking again whenever the browser has done its work. Takes no fixed time.
 *
 * @param condition gives something truthy once it is so
 * @param what it waits for, for the message
 * @throws {Error} if it does not come about
 */
export async function until<T>(condition: () => T, what: string): Promise<NonNullable<T>> {
  const end = performance.now() + limit;
  for (;;) {
    const result = condition();
    if (result) return result;
    if (performance.now() > end) throw new Error(`this never happened: ${what}`);
    await nextTask();
  }
}

/** Lets the browser do what is waiting to be done: promises, renderings, answers that are there. Works with a stopped clock. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 12; i++) {
    await nextTask();
    // Takes a browser as long as reading an answer does, which in some is more than a task.
    await new Response("{}").text();
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

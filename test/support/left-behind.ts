/** Counts what a flow sets up outside of itself, to see that it takes all of it away again. */
export interface Accounts {
  /** Types of the listeners on `window` and `document` that are still there. */
  readonly listeners: string[];
  /** Timers that are still running. */
  readonly timers: number;
  /** Children of head and body. */
  readonly nodes: Node[];
  close(): void;
}

interface Entry {
  readonly target: EventTarget;
  readonly type: string;
  readonly listener: unknown;
  readonly signal: AbortSignal | undefined;
}

/** Begins to count. Whoever begins closes the accounts. */
export function openAccounts(): Accounts {
  const entries: Entry[] = [];
  const running = new Set<number>();
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;

  const watch = (target: EventTarget): void => {
    const add = target.addEventListener;
    const remove = target.removeEventListener;
    Object.assign(target, {
      addEventListener(type: string, listener: EventListener, options?: AddEventListenerOptions | boolean) {
        const signal = typeof options === "object" ? options.signal : undefined;
        entries.push({ target, type, listener, signal });
        add.call(target, type, listener, options);
      },
      removeEventListener(type: string, listener: EventListener, options?: EventListenerOptions | boolean) {
        const index = entries.findIndex(
          (entry) => entry.target === target && entry.type === type && entry.listener === listener,
        );
        if (index >= 0) entries.splice(index, 1);
        remove.call(target, type, listener, options);
      },
    });
  };
  watch(window);
  watch(document);

  const setTimer = (run: (...values: unknown[]) => void, delay?: number, ...values: unknown[]): number => {
    const id = setTimeout(() => {
      running.delete(id);
      run(...values);
    }, delay);
    running.add(id);
    return id;
  };
  const setRepeating = (run: (...values: unknown[]) => void, delay?: number, ...values: unknown[]): number => {
    const id = setInterval(run, delay, ...values);
    running.add(id);
    return id;
  };
  const clearTimer = (id?: number): void => {
    if (id !== undefined) running.delete(id);
    clearTimeout(id);
  };
  Object.assign(window, {
    setTimeout: setTimer,
    setInterval: setRepeating,
    clearTimeout: clearTimer,
    clearInterval: clearTimer,
  });

  return {
    get listeners() {
      return entries.filter(({ signal }) => !signal?.aborted).map(({ type }) => type);
    },
    get timers() {
      return running.size;
    },
    get nodes() {
      // ShadyCSS keeps one style element for each kind of element, for all instances to come.
      return [...document.head.children, ...document.body.childNodes].filter(
        (node) => !(node instanceof HTMLStyleElement && node.hasAttribute("scope")),
      );
    },
    close() {
      for (const target of [window, document]) {
        Reflect.deleteProperty(target, "addEventListener");
        Reflect.deleteProperty(target, "removeEventListener");
      }
      Object.assign(window, { setTimeout, clearTimeout, setInterval, clearInterval });
    },
  };
}

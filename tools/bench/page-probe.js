/**
 * Runs in the page before any script of its own, and notes when a person could go on. It looks once a frame, and into open shadow
 * roots, so that it fits any product. `benchSelectors` is set before it.
 */
if (window === top) {
  const { user, password } = globalThis.benchSelectors;
  const marks = {};

  /** An element that a person can see and type into. */
  const find = (root, selector) => {
    for (const element of root.querySelectorAll(selector)) if (isReachable(element)) return element;
    for (const { shadowRoot } of root.querySelectorAll("*")) {
      const found = shadowRoot && find(shadowRoot, selector);
      if (found) return found;
    }
    return undefined;
  };
  const isReachable = (element) => {
    if (element.disabled || element.readOnly || element.closest("[inert], [aria-hidden=true]")) return false;
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };

  /** Our app has taken over the form; other products have no such moment that could be seen from outside. */
  const isReady = () => {
    const executor = document.querySelector("ak-flow-executor");
    if (!executor?.querySelector("form.ak-form")) return marks.usable !== undefined;
    return (
      customElements.get("ak-flow-executor") !== undefined && executor.querySelector("[data-stage]:defined") !== null
    );
  };
  const mark = (name, isThere) => {
    const look = () => {
      if (isThere()) marks[name] = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  };

  mark("usable", () => find(document, user) !== undefined);
  mark("ready", () => marks.usable !== undefined && isReady());

  globalThis.bench = {
    marks,
    /** Gives the field the focus, as a person would. */
    focus: (name) => find(document, name === "user" ? user : password)?.focus(),
    /** From the next Enter on: how long until the password can be typed. */
    watchStep() {
      addEventListener("keydown", ({ key }) => key === "Enter" && (marks.sent ??= performance.now()), {
        capture: true,
      });
      mark("password", () => marks.sent !== undefined && find(document, password) !== undefined);
    },
    /** Requests of the page until it was ready, the page itself among them. */
    requests: () =>
      1 + performance.getEntriesByType("resource").filter((entry) => entry.startTime < marks.ready).length,
    step: () => marks.password - marks.sent,
    /** Milliseconds of the step during which it was not waiting for its API. */
    stepBeyondApi() {
      const calls = performance
        .getEntriesByType("resource")
        .filter(({ initiatorType }) => initiatorType === "fetch" || initiatorType === "xmlhttprequest")
        .filter(({ startTime }) => startTime >= marks.sent && startTime < marks.password);
      let waited = 0;
      let until = marks.sent;
      for (const { startTime, responseEnd } of calls) {
        const end = Math.min(responseEnd, marks.password);
        waited += Math.max(0, end - Math.max(startTime, until));
        until = Math.max(until, end);
      }
      return marks.password - marks.sent - waited;
    },
  };
}

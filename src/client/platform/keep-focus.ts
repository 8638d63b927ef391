/**
 * Gives the focus back to the field that loses it because its node is moved, until the flow shows: ShadyDOM moves all nodes of the page
 * when the app takes it over, and letters that are typed until the app looks after the focus itself would go nowhere.
 */
export function keepFocus(): void {
  const done = new AbortController();
  let focused: EventTarget | null = document.activeElement;
  document.addEventListener("focusin", ({ target }) => (focused = target), { signal: done.signal });
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body && focused instanceof HTMLElement && focused.isConnected)
      focused.focus();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  const stop = (): void => {
    observer.disconnect();
    done.abort();
  };
  document.addEventListener("ak-flow-shown", stop, { once: true });
}

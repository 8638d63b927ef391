/** CSS pixels beyond which a frame does not grow: more than any vendor's questions take. */
const limit = 720;

/** Tells how high the content is whenever that changes, with what the vendor lays over it: its questions stand outside of its widget. */
export function watchHeight(onHeight: (height: number) => void): void {
  let last = -1;
  const measure = (): void => {
    const height = Math.min(limit, Math.ceil(bottom()));
    if (height === last) return;
    last = height;
    onHeight(height);
  };
  new ResizeObserver(measure).observe(document.body);
  new MutationObserver(measure).observe(document.body, { subtree: true, childList: true, attributes: true });
  measure();
}

/** Where the lowest element ends that can be seen. */
function bottom(): number {
  const visible = [...document.body.querySelectorAll("*")].filter(isVisible);
  return Math.max(0, ...visible.map((element) => element.getBoundingClientRect().bottom + scrollY));
}

const visibility = { opacityProperty: true, visibilityProperty: true };

function isVisible(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  // Safari has the question from 17.4 on; before, everything that takes room counts.
  const isShown = "checkVisibility" in element ? element.checkVisibility(visibility) : true;
  return width > 1 && height > 1 && isShown;
}

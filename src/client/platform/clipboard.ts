/** Copies a text. @returns whether the browser has let us */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // Denied, or not a secure page: the caller says so.
  }
}

/** Selects what an element shows, so that it can be copied by hand. */
export function selectText(element: Element): void {
  getSelection()?.selectAllChildren(element);
}

/** A small window of its own. To be opened in a click: browsers block others. */
export class Popup {
  readonly #window: Window;

  private constructor(window: Window) {
    this.#window = window;
  }

  /** @returns nothing where the browser blocks it */
  static open(width: number, height: number): Popup | undefined {
    const left = Math.max(0, screenX + (outerWidth - width) / 2);
    const top = Math.max(0, screenY + (outerHeight - height) / 2);
    const opened = open("", "_blank", `popup,width=${width},height=${height},left=${left},top=${top}`);
    return opened ? new Popup(opened) : undefined;
  }

  /** Somebody has closed it. */
  get isClosed(): boolean {
    return this.#window.closed;
  }

  goTo(url: string): void {
    this.#window.location.href = url;
  }

  close(): void {
    this.#window.close();
  }
}

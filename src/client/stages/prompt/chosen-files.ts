import type { ReactiveController, ReactiveControllerHost } from "lit";

/** A file that a person has chosen. */
export interface ChosenFile {
  readonly file: File;
  /** A picture of it, when it is one. */
  readonly preview: string;
}

/** Bytes beyond which a picture is not shown: the page would hold it several times. */
const largestPreview = 5_000_000;

/** Bytes that all files of a form may have together: a photograph has about five million. Servers take no more, and would only say so after it was sent. */
export const largestFiles = 6_000_000;

/** Knows which files are chosen, by field key, and reads them. */
export class ChosenFiles implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #chosen = new Map<string, ChosenFile>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#chosen.clear();
  }

  /** Whether any is chosen. */
  get some(): boolean {
    return this.#chosen.size > 0;
  }

  /** Whether this one, with those before it, is more than can be sent. */
  isTooLarge(key: string): boolean {
    let sum = 0;
    for (const [other, { file }] of this.#chosen) {
      sum += file.size;
      if (other === key) return sum > largestFiles;
    }
    return false;
  }

  get(key: string): ChosenFile | undefined {
    return this.#chosen.get(key);
  }

  /** Takes note of a choice; `undefined` when it is taken back. */
  choose(key: string, file: File | undefined): void {
    if (file) this.#chosen.set(key, { file, preview: "" });
    else this.#chosen.delete(key);
    this.#host.requestUpdate();
    if (file?.type.startsWith("image/") && file.size <= largestPreview) void this.#show(key, file);
  }

  /**
   * The content of all chosen files as data URIs, by field key.
   *
   * @param onUnreadable told of the key of a file that cannot be read, because it has been deleted or changed
   * @returns nothing when one of them cannot be read
   */
  async read(onUnreadable: (key: string) => void): Promise<ReadonlyMap<string, string> | undefined> {
    const contents = new Map<string, string>();
    for (const [key, { file }] of this.#chosen) {
      try {
        contents.set(key, await dataUri(file));
      } catch {
        onUnreadable(key); // The view says so.
        return undefined;
      }
    }
    return contents;
  }

  async #show(key: string, file: File): Promise<void> {
    try {
      const preview = await dataUri(file);
      if (this.#chosen.get(key)?.file !== file) return;
      this.#chosen.set(key, { file, preview });
      this.#host.requestUpdate();
    } catch {
      // No picture then; sending it tells more.
    }
  }
}

function dataUri(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === "string" ? reader.result : "");
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}

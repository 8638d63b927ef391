import type { ReactiveController, ReactiveControllerHost } from "lit";
import { codeInText } from "../../flow/code-in-text.ts";
import { receiveMessageCode } from "../../platform/web-otp.ts";
import { plainCode } from "../templates/code-field.ts";

type Host = ReactiveControllerHost & HTMLElement & { readonly busy: boolean };

/** Milliseconds in which somebody can say that a code that came whole is not to be sent yet. */
const second = 1500;
/** Characters that nobody types at once. */
const atOnce = 4;

/**
 * How a code gets into its field without being typed: out of a text message, from the clipboard, from a manager. What came whole is sent
 * by itself after a moment; what is typed waits for its button, because nobody expects a page to change under their hands (WCAG 3.2.2).
 */
export class CodeEntry implements ReactiveController {
  /** The code is there and will be sent, unless somebody stops it. */
  isDue = false;

  readonly #host: Host;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #message: AbortController | undefined;
  #length = 0;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** Takes the code out of the text message, where the browser can and its person lets it. It waits for one message at a time. */
  async watchMessages(): Promise<void> {
    if (this.#message && !this.#message.signal.aborted) return;
    const { signal } = (this.#message = new AbortController());
    const code = await receiveMessageCode(signal);
    const field = this.#field;
    if (!signal.aborted) this.#message = undefined;
    if (!code || signal.aborted || !field || field.value) return;
    field.value = code;
    field.form?.requestSubmit();
  }

  /** Sends nothing by itself, and waits for no message any more. */
  stop(): void {
    this.hold();
    this.#message?.abort();
    this.#length = 0;
  }

  /** Leaves the code where it is, until its button is pressed. */
  readonly hold = (): void => {
    clearTimeout(this.#timer);
    if (!this.isDue) return;
    this.isDue = false;
    // The button for it is going, and takes nobody's focus with it.
    if (this.#host.querySelector("button[name=hold]:focus")) this.#field?.focus();
    this.#host.requestUpdate();
  };

  /** Somebody may have copied more than the code. */
  readonly onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text") ?? "";
    const code = codeInText(text);
    if (!code || /^\p{Nd}+$/u.test(plainCode(text))) return;
    const input = event.currentTarget as HTMLInputElement;
    event.preventDefault();
    input.value = code;
    input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertFromPaste" }));
  };

  readonly onInput = (event: Event): void => {
    const { value } = event.currentTarget as HTMLInputElement;
    const code = plainCode(value);
    const grown = code.length - this.#length;
    this.#length = code.length;
    this.hold();
    if (!isComplete(code) || !(grown >= atOnce || wasPutIn(event))) return;
    this.isDue = true;
    this.#timer = setTimeout(() => this.#send(), second);
    this.#host.requestUpdate();
  };

  hostUpdate(): void {
    if (!this.isDue || !this.#host.busy) return;
    clearTimeout(this.#timer);
    this.isDue = false;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.isDue = false;
    this.#message?.abort();
  }

  get #field(): HTMLInputElement | null {
    return this.#host.querySelector("input[name=code]");
  }

  #send(): void {
    this.hold();
    if (!this.#host.busy) this.#field?.form?.requestSubmit();
  }
}

/** Codes of apps have six or eight digits (RFC 6238), those in messages six. */
function isComplete(code: string): boolean {
  return /^(\d{6}|\d{8})$/.test(code);
}

function wasPutIn(event: Event): boolean {
  return event instanceof InputEvent && /^insert(FromPaste|FromDrop|ReplacementText)$/.test(event.inputType);
}

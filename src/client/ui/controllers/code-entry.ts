import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Challenge } from "../../../protocol/challenges.ts";
import { codeInText } from "../../flow/code-in-text.ts";
import { receiveMessageCode } from "../../platform/web-otp.ts";
import { plainCode } from "../templates/code-field.ts";

type Host = ReactiveControllerHost & HTMLElement & { readonly challenge: Challenge; readonly busy: boolean };

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
  readonly #isTextAwaited: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #message: AbortController | undefined;
  /** The challenge that a message was waited for at last. */
  #watched: Challenge | undefined;
  /** The code of a message that came while something else was under way. */
  #arrived = "";
  /** What stood in the field, complete, when the server answered: it was refused, or another one is on its way. */
  #over = "";
  #length = 0;

  /** @param isTextAwaited whether what shows asks for the code of a text message */
  constructor(host: Host, isTextAwaited = (): boolean => false) {
    this.#host = host;
    this.#isTextAwaited = isTextAwaited;
    host.addController(this);
  }

  /** Sends nothing by itself, and waits for no message any more. */
  stop(): void {
    this.hold();
    this.#length = 0;
    this.#leave();
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
    const { challenge, busy } = this.#host;
    if (this.isDue && busy) {
      clearTimeout(this.#timer);
      this.isDue = false;
    }
    if (!this.#isTextAwaited()) return this.#leave();
    if (challenge === this.#watched) return;
    const typed = plainCode(this.#field?.value ?? "");
    if (this.#watched && isComplete(typed)) this.#over = typed;
    this.#watched = challenge;
    void this.#watchMessages();
  }

  hostUpdated(): void {
    // After the update: to send changes the host.
    if (this.#arrived && !this.#host.busy) queueMicrotask(() => this.#take());
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.isDue = false;
    this.#leave();
  }

  get #field(): HTMLInputElement | null {
    return this.#host.querySelector("input[name=code]");
  }

  /**
   * Takes the code out of the text message, where the browser can and its person lets it. It waits for one message at a time, and for another
   * after each answer of the server: a code was refused, or a new one is on its way.
   */
  async #watchMessages(): Promise<void> {
    if (this.#message) return;
    const { signal } = (this.#message = new AbortController());
    const code = await receiveMessageCode(signal);
    if (signal.aborted) return;
    this.#message = undefined;
    this.#arrived = plainCode(code);
    this.#take();
  }

  /** Sends the code of a message, unless somebody has begun to type another, or it is one that was sent before. */
  #take(): void {
    const [code, field] = [this.#arrived, this.#field];
    if (!code || !field || this.#host.busy) return;
    this.#arrived = "";
    const typed = plainCode(field.value);
    if (code === this.#over || (typed !== "" && typed !== this.#over)) return;
    field.value = code;
    field.form?.requestSubmit();
  }

  #leave(): void {
    this.#message?.abort();
    this.#message = this.#watched = undefined;
    this.#arrived = this.#over = "";
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

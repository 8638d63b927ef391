import { msg } from "@lit/localize";
import { html, type PropertyValues, type TemplateResult } from "lit";
import type { AnswerOf } from "../../protocol/challenges.ts";
import { pageOrigin } from "../platform/environment.ts";
import { watchForbiddenFrame } from "../platform/forbidden-frames.ts";
import { type MessageSource, watchWindowMessages } from "../platform/window-messages.ts";
import { telegramSourceStyles } from "./telegram-source-stage.styles.ts";
import { StageElement } from "../ui/stage-element.ts";
import { problemBar } from "../ui/templates/actions.ts";
import { forbiddenFrameText } from "../ui/text/forbidden-frame-text.ts";
import { withFormErrors } from "../ui/text/form-errors.ts";
import { otherWay } from "../ui/templates/other-way.ts";

const telegram = "https://oauth.telegram.org";
/** Milliseconds within which Telegram's button says something of itself. */
const responseTimeout = 10_000;
/** What Telegram may tell of somebody beside what it signs with. */
const optionalNames = ["first_name", "last_name", "username", "photo_url"] as const;

/** Signs in with a Telegram account: Telegram's own button in a frame, which hands over who has signed in. */
export class TelegramSourceStage extends StageElement<"ak-source-telegram"> {
  static override properties = { failed: { state: true }, forbidden: { state: true } };

  /** Telegram's button does not work. */
  declare private failed: boolean;
  /** The page's policy does not let it load. */
  declare private forbidden: boolean;

  #watch: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.failed = false;
    this.forbidden = false;
    telegramSourceStyles(this);
  }

  override get heading(): string {
    return msg("Sign in with Telegram");
  }

  override get intro(): string {
    return msg("Telegram asks you to confirm on your phone. This page goes on when you have.");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch = new AbortController();
    const source = (): MessageSource => ({ window: this.#frame?.contentWindow ?? null, origin: telegram });
    watchWindowMessages(source, (data) => this.#onMessage(data), this.#watch.signal);
    const address = (): string => this.#address;
    watchForbiddenFrame(address, () => (this.forbidden = true), this.#watch.signal);
    this.#wait();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.abort();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("challenge")) this.failed = false;
  }

  protected override render(): TemplateResult {
    const late = this.failed
      ? msg("Telegram's button does not answer; something in the browser or network may block it. Nothing is lost.")
      : "";
    const problem = this.forbidden ? forbiddenFrameText() : late;
    return html`<iframe
        class="ak-telegram"
        title=${msg("Continue with Telegram")}
        src=${this.#address}
        sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
        referrerpolicy="origin"
      ></iframe>
      ${problemBar(withFormErrors(this, problem))}
      <button class="ak-button ak-secondary" type="button" @click=${this.#onRetry}>${msg("Load the button again")}</button>
      ${otherWay(this.challenge)}`;
  }

  get #address(): string {
    const { bot_username: bot, request_message_access: writes } = this.challenge;
    const query = new URLSearchParams({
      origin: pageOrigin(),
      size: "large",
      ...(writes && { request_access: "write" }),
    });
    return `${telegram}/embed/${encodeURIComponent(bot)}?${query.toString()}`;
  }

  get #frame(): HTMLIFrameElement | null {
    return this.querySelector("iframe");
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.failed = false;
    this.#timer = setTimeout(() => (this.failed = true), responseTimeout);
  }

  #onMessage({ event, auth_data: user }: Readonly<Record<string, unknown>>): void {
    clearTimeout(this.#timer);
    this.failed = false;
    if (event !== "auth_user" || typeof user !== "object" || user === null) return;
    const answer = telegramAnswer({ ...user });
    if (answer) this.send(answer);
    else this.failed = true;
  }

  #onRetry(): void {
    const frame = this.#frame;
    if (frame) frame.src = this.#address;
    this.#wait();
  }
}

/** What the server wants to know of somebody, or `undefined` where the message is not what Telegram documents. */
function telegramAnswer(user: Readonly<Record<string, unknown>>): AnswerOf<"ak-source-telegram"> | undefined {
  const { id, auth_date: date, hash } = user;
  if (typeof id !== "number" || typeof date !== "number" || typeof hash !== "string") return undefined;
  const answer: AnswerOf<"ak-source-telegram"> = { id, auth_date: date, hash };
  for (const name of optionalNames) {
    const value = user[name];
    if (typeof value === "string") answer[name] = value;
  }
  return answer;
}

customElements.define("ak-flow-source-telegram", TelegramSourceStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-flow-source-telegram": TelegramSourceStage;
  }
}

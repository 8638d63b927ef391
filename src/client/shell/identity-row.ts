import { msg } from "@lit/localize";
import type { Credentials } from "../../protocol/credentials.ts";
import { safeLink } from "../../protocol/safe-link.ts";
import { rememberAccount, rememberedAccount } from "../platform/remembered-account.ts";
import { FieldRow, part, setAttribute, setText } from "./field-row.ts";

/** The user name: typed in at identification, then read-only with avatar and "Not you?". One node all along, for password managers. */
export class IdentityRow extends FieldRow {
  readonly #avatar: HTMLImageElement;
  readonly #notYou: HTMLAnchorElement;

  constructor(row: HTMLElement) {
    super(row);
    this.#avatar = part(row, ".ak-avatar");
    this.#notYou = part(row, ".ak-not-you");
    this.#notYou.addEventListener("click", () => rememberAccount(""));
  }

  /** @param isNew the step is not the one that was showing: what it brings may replace what the input holds */
  update({ username, label, type, name, avatar, cancelUrl, remembers }: Credentials, isNew: boolean): void {
    const { row, input } = this;
    const tells = username === "tell";
    row.hidden = username === "none";
    row.classList.toggle("ak-account", tells);
    this.label = label;
    setAttribute(input, "type", type);
    setAttribute(input, "name", tells ? "username" : "uidField");
    setAttribute(input, "readonly", tells);
    setAttribute(input, "disabled", username === "none"); // A step without it may have a field of the same name.
    // What Chromium has filled in reads "" until somebody touches the page, and is gone once "" is assigned.
    const start = tells ? name : isNew && input.value === "" && ((remembers && rememberedAccount()) || name);
    if (start && input.value !== start) input.value = start;
    this.#avatar.hidden = !tells || avatar === "";
    if (tells && avatar) setAttribute(this.#avatar, "src", avatar);
    const cancel = tells ? safeLink(cancelUrl) : undefined;
    this.#notYou.hidden = !cancel;
    if (cancel) this.#notYou.href = cancel;
    setText(this.#notYou, tells ? msg("Not you?") : "");
  }
}

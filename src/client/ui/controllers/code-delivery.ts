import type { ReactiveController, ReactiveControllerHost } from "lit";
import { withAsciiDigits } from "../../../protocol/ascii-digits.ts";
import type { Challenge } from "../../../protocol/challenges.ts";
import { FlowSubmitEvent, StageTurnEvent } from "../events.ts";
import { bareCode } from "../templates/code-field.ts";
import { CodeEntry } from "./code-entry.ts";
import { Cooldown } from "./cooldown.ts";

type Host = ReactiveControllerHost & HTMLElement & { readonly challenge: Challenge; readonly busy: boolean };

/** The fields of an answer that say where to send a code. */
type AddressField = "email" | "phone_number";
type Address<Field extends AddressField> = Record<Field, string>;

/**
 * The two screens of a step that sends a code somewhere: where to, then the code. The server says with errors, if with none, that it has
 * sent one, so which screen comes next depends on what was sent last.
 */
export class CodeDelivery<Field extends AddressField> implements ReactiveController {
  /** The field of the answer that holds the address. */
  readonly name: Field;
  /** How the code gets into its field. */
  readonly entry: CodeEntry;
  readonly #host: Host;
  readonly #isRequired: () => boolean;
  readonly #cooldown: Cooldown;
  /** What was sent last, and what was showing then. */
  #posted: { readonly isAddress: boolean; readonly from: Challenge } | undefined;
  /** Somebody wants to give another address, or not after all: what was wrong is about the screen before. */
  #turned: { readonly isAddress: boolean; readonly from: Challenge } | undefined;
  /** The answer that is under way brings a code to this address if it is accepted. */
  #asked: { readonly address: Address<Field>; readonly from: Challenge } | undefined;
  /** Where the last code went, if it was typed in here. */
  #address: Address<Field> | undefined;
  #isSent = false;

  /** @param isRequired the server says that it has no address; only good as long as nothing was sent */
  constructor(host: Host, name: Field, isRequired: () => boolean) {
    this.#host = host;
    this.name = name;
    this.#isRequired = isRequired;
    this.#cooldown = new Cooldown(host);
    this.entry = new CodeEntry(host, () => name === "phone_number" && !this.asksAddress);
    host.addController(this);
  }

  /** Seconds until another code may be sent. */
  get seconds(): number {
    return this.#cooldown.seconds;
  }

  /** A code has just been sent. */
  get isSent(): boolean {
    return this.#isSent;
  }

  /** Another one can be sent to the same place. */
  get canResend(): boolean {
    return this.#address !== undefined;
  }

  /** Where a new address is asked for: the server waits for the code that went to the one before. */
  get canReturn(): boolean {
    return this.#isTurned || !this.#isRequired();
  }

  /** Whether to ask where to send a code. */
  get asksAddress(): boolean {
    const { challenge } = this.#host;
    if (this.#turned?.from === challenge) return this.#turned.isAddress;
    if (!this.#posted) return this.#isRequired();
    if (challenge === this.#posted.from) return this.#posted.isAddress;
    return this.#posted.isAddress && hasErrors(challenge);
  }

  /** Names whose errors stand beside the input. */
  get fieldNames(): readonly [Field | "code"] {
    return [this.asksAddress ? this.name : "code"];
  }

  /** The errors that are showing belong to the screen before. */
  get hasStaleErrors(): boolean {
    return this.#isTurned;
  }

  /** The answer that the form makes. */
  answer(data: FormData): Address<Field> | { code: string } {
    const { challenge: from } = this.#host;
    const address = data.get(this.name);
    const isAddress = typeof address === "string";
    this.#posted = { isAddress, from };
    this.#asked = isAddress ? { address: { [this.name]: plainAddress(address) } as Address<Field>, from } : undefined;
    return this.#asked?.address ?? { code: bareCode(data) };
  }

  /** Asks for another code at the same address. */
  readonly resend = (): void => {
    const { challenge: from, busy } = this.#host;
    if (busy || !this.#address) return;
    this.#posted = { isAddress: false, from };
    this.#asked = { address: this.#address, from };
    this.#isSent = false;
    this.#host.dispatchEvent(new FlowSubmitEvent(this.#address));
  };

  /** Asks for another address. */
  readonly change = (): void => this.#turn(true);

  /** Goes back to the code that was sent before. */
  readonly back = (): void => this.#turn(false);

  hostUpdate(): void {
    const { challenge } = this.#host;
    if (!this.#asked || challenge === this.#asked.from) return;
    const { address } = this.#asked;
    this.#asked = undefined;
    this.#isSent = !hasErrors(challenge);
    if (!this.#isSent) return;
    this.#address = address;
    this.#cooldown.start();
  }

  get #isTurned(): boolean {
    return this.#turned?.from === this.#host.challenge;
  }

  #turn(isAddress: boolean): void {
    const { busy, challenge: from } = this.#host;
    if (busy) return;
    this.#turned = this.#posted = { isAddress, from };
    this.#isSent = false;
    this.entry.stop();
    this.#host.requestUpdate();
    this.#host.dispatchEvent(new StageTurnEvent());
  }
}

/** An address as servers read it: a phone number that was pasted may have digits of another script, and dashes and marks of many kinds. */
function plainAddress(address: string): string {
  if (address.includes("@")) return address.trim();
  return withAsciiDigits(address)
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

function hasErrors({ response_errors: errors = {} }: Challenge): boolean {
  return Object.values(errors).some((list) => list.length > 0);
}

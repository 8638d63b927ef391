import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Challenge, Payload } from "../../../protocol/challenges.ts";
import { Cooldown } from "./cooldown.ts";

type Host = ReactiveControllerHost & { readonly challenge: Challenge };

/**
 * The two screens of a step that sends a code somewhere: where to, then the code. The server says with errors, if with none, that it has
 * sent one, so which screen comes next depends on what was sent last.
 */
export class CodeDelivery implements ReactiveController {
  readonly #host: Host;
  readonly #cooldown: Cooldown;
  /** What was sent last, and what was showing then. */
  #posted: { readonly isAddress: boolean; readonly from: Challenge } | undefined;
  #changing: Challenge | undefined;
  /** The answer that is under way brings a code if it is accepted. */
  #asked: Challenge | undefined;
  /** Where the last code went, if it was typed in here. */
  #address: Payload | undefined;
  #isSent = false;

  constructor(host: Host) {
    this.#host = host;
    this.#cooldown = new Cooldown(host);
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

  /** Whether to ask where to send a code. @param required the server says so; only good as long as nothing was sent */
  asksAddress(required: boolean): boolean {
    const { challenge } = this.#host;
    if (challenge === this.#changing) return true;
    if (!this.#posted) return required;
    if (challenge === this.#posted.from) return this.#posted.isAddress;
    return this.#posted.isAddress && hasErrors(challenge);
  }

  /** An address is being sent; the answer to send. */
  toAddress(address: Payload): Payload {
    const { challenge } = this.#host;
    this.#posted = { isAddress: true, from: challenge };
    this.#asked = challenge;
    this.#address = address;
    return address;
  }

  /** A code is being sent. */
  toCode(code: Payload): Payload {
    this.#posted = { isAddress: false, from: this.#host.challenge };
    this.#asked = undefined;
    return code;
  }

  /** The answer that asks for another code at the same address. */
  again(): Payload {
    const { challenge } = this.#host;
    this.#posted = { isAddress: false, from: challenge };
    this.#asked = challenge;
    this.#isSent = false;
    return this.#address ?? {};
  }

  /** Asks for another address. */
  change(): void {
    this.#changing = this.#host.challenge;
    this.#isSent = false;
    this.#host.requestUpdate();
  }

  /** The errors that are showing belong to the screen before. */
  get isChanging(): boolean {
    return this.#changing === this.#host.challenge;
  }

  hostUpdate(): void {
    const { challenge } = this.#host;
    if (!this.#asked || challenge === this.#asked) return;
    this.#asked = undefined;
    this.#isSent = !hasErrors(challenge);
    if (this.#isSent) this.#cooldown.start();
  }
}

function hasErrors({ response_errors: errors = {} }: Challenge): boolean {
  return Object.values(errors).some((list) => list.length > 0);
}

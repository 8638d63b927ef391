import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { FlowProblem } from "../../flow/flow-problem.ts";
import { forgetSentCode, noteSentCode, sinceSentCode } from "../../platform/sent-codes.ts";
import { Cooldown } from "../../ui/controllers/cooldown.ts";
import { FlowSubmitEvent } from "../../ui/events.ts";
import type { Device, ValidateChallenge } from "./device-choice.ts";

/** How authentik says that a device was only selected. It never translates that, and has no code of its own for it. */
const onlySelected = "Empty response";

type Host = ReactiveControllerHost &
  EventTarget & {
    readonly challenge: ValidateChallenge;
    readonly busy: boolean;
    readonly problem: FlowProblem | undefined;
  };

/** The code that the server sends to a device. Selecting the device asks for it: by itself once, then only when somebody wants that. */
export class CodeRequest implements ReactiveController {
  /** A code is on its way (`now`), or was sent before this page was loaded (`before`). */
  sent: "now" | "before" | undefined;

  readonly #host: Host;
  readonly #cooldown: Cooldown;
  /** What the answer that is under way asks for, and what was showing then. */
  #asked: { readonly device: Device; readonly from: ValidateChallenge } | undefined;
  #last: Device | undefined;
  /** Its errors say only that nothing but a device was sent. */
  #staleErrors: ValidateChallenge | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#cooldown = new Cooldown(host);
    host.addController(this);
  }

  /** Seconds until another one may be sent. */
  get seconds(): number {
    return this.#cooldown.seconds;
  }

  /** The errors that are showing are none: a code was asked for, and has been sent. */
  get hasStaleErrors(): boolean {
    return this.#staleErrors === this.#host.challenge;
  }

  /** Asks for a code, unless there is one that was sent a short while ago. */
  begin(device: Device): void {
    const since = sinceSentCode(nameOf(device));
    if (since === undefined) return this.ask(device);
    this.#last = device;
    this.sent = "before";
    this.#cooldown.start(since);
  }

  /** Asks for a code. */
  ask(device: Device): void {
    const { busy, challenge: from } = this.#host;
    if (busy) return;
    this.sent = undefined;
    this.#asked = { device, from };
    this.#last = device;
    noteSentCode(nameOf(device));
    this.#cooldown.start();
    this.#host.dispatchEvent(new FlowSubmitEvent<"ak-stage-authenticator-validate">({ selected_challenge: device }));
  }

  /** Another device is turned to. */
  stop(): void {
    this.sent = undefined;
    this.#cooldown.stop();
  }

  /** The code has been used. */
  forget(): void {
    if (this.#last) forgetSentCode(nameOf(this.#last));
  }

  hostUpdate(): void {
    const { challenge, problem } = this.#host;
    if (!this.#asked) return;
    if (problem) return this.#end(false);
    if (challenge === this.#asked.from) return;
    // It is not accepted as an answer, which says nothing about the code.
    this.#end(wasOnlySelected(challenge));
  }

  #end(isSent: boolean): void {
    this.#asked = undefined;
    if (isSent) {
      this.sent = "now";
      this.#staleErrors = this.#host.challenge;
    } else {
      this.forget();
      this.#cooldown.stop();
    }
  }
}

function wasOnlySelected({ response_errors: errors = {} }: ValidateChallenge): boolean {
  return Object.values(errors)
    .flat()
    .every(({ string }) => string === onlySelected);
}

function nameOf({ device_class: kind, device_uid: id }: Device): string {
  return `${kind} ${id}`;
}

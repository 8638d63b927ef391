import { expect } from "@open-wc/testing";
import type { Challenge } from "../../../src/protocol/challenges.ts";
import type { Chance } from "../../fixtures/chance.ts";
import type { Journey } from "../../fixtures/journeys.ts";
import type { Clock } from "../../support/clock.ts";
import { fillInAll } from "../../support/fill-in-all.ts";
import { insertFlow, type MountedFlow, setOnline } from "../../support/mount.ts";
import { click } from "../../support/person.ts";
import { type Answer, challengeResponse } from "../../fixtures/answers.ts";
import { settle, until } from "../../support/until.ts";
import { type Fault, faults, slow } from "./faults.ts";

/** How often something goes wrong with an answer. */
const misfortune = 0.6;

/** Somebody who goes through a flow, and tries again whenever something goes wrong; and the server, which knows how far they are. */
export class Traveller {
  /** What has happened. */
  readonly story: string[] = [];
  readonly #flow: MountedFlow;
  readonly #steps: readonly Challenge[];
  readonly #chance: Chance;
  readonly #clock: Clock;
  /** The step that the server waits at. */
  #position = 0;
  #fault: Fault | undefined;

  private constructor(flow: MountedFlow, { steps }: Journey, chance: Chance, clock: Clock) {
    this.#flow = flow;
    this.#steps = steps;
    this.#chance = chance;
    this.#clock = clock;
  }

  static async start(journey: Journey, chance: Chance, clock: Clock): Promise<Traveller> {
    const flow = await insertFlow({ first: journey.steps[0] });
    const traveller = new Traveller(flow, journey, chance, clock);
    const answer: Answer = (signal) => traveller.#answer(signal);
    flow.server.willAnswer(...Array.from({ length: 200 }, () => answer));
    await until(() => traveller.#stage, "the first step");
    await settle();
    return traveller;
  }

  async arrive(): Promise<void> {
    for (let tries = 0; this.#flow.destinations.length === 0; tries++) {
      expect(tries, "tries").to.be.below(100);
      await this.#try();
    }
  }

  leave(): void {
    this.#flow.executor.remove();
    setOnline(true);
  }

  async #try(): Promise<void> {
    const { server, screen } = this.#flow;
    const isDone = this.#watch();
    if (!this.#isFailed) fillInAll(screen);
    const typed = this.#typed;
    const fault = this.#chance.next() < misfortune ? this.#chance.one(faults) : undefined;
    this.story.push(`${this.#step.component}: ${fault?.name ?? "fine"}`);
    this.#fault = fault;
    setOnline(!fault?.isOffline);
    const sent = server.requests.length;
    await click(this.#wayOn);
    // Nobody presses in vain: either something is under way, or there are words why not.
    if (server.requests.length === sent) expect(screen.alerts.join(), "a word why nothing is sent").not.to.be.empty;
    // The code of the next step takes its own time.
    if (!fault) {
      await until(isDone, "the next step");
      return;
    }
    await this.#pass(2000);
    if (!isDone()) expect(this.#words, "a word after two seconds").not.to.be.empty;
    await this.#pass(100_000);
    setOnline(true);
    if (fault.isLate) await until(isDone, "the next step, at last");
    if (isDone()) return;
    expect(this.#words, "a word in the end").not.to.be.empty;
    expect(this.#typed, "what was typed").to.deep.equal(typed);
  }

  /** The server, and the network between. */
  #answer(signal: AbortSignal | undefined): Response | Promise<Response> {
    const fault = this.#fault;
    this.#fault = undefined;
    const isAnswer = this.#flow.server.requests.at(-1)?.method === "POST";
    const answer = fault?.answer(this.#step);
    // What breaks on the way breaks on the way there, or on the way back.
    const arrives = fault?.isLate ?? (fault ? fault.isOnTheWay === true && this.#chance.next() < 0.5 : true);
    if (isAnswer && arrives) this.#position += 1;
    if (fault?.isLate) return slow(this.#step);
    return typeof answer === "function" ? answer(signal) : challengeResponse(answer ?? this.#step);
  }

  get #step(): Challenge {
    const step = this.#steps[this.#position];
    if (!step) throw new Error("the flow is at its end");
    return step;
  }

  /** The button that somebody presses who wants to go on. */
  get #wayOn(): HTMLElement {
    const { screen } = this.#flow;
    const button =
      screen.buttons.find(({ innerText }) => innerText === "Try again") ??
      screen.buttons.find(({ type, name }) => type === "submit" && name === "continue");
    if (!button) throw new Error(`no way on in: ${screen.text}`);
    return button;
  }

  get #isFailed(): boolean {
    return this.#flow.screen.buttons.some(({ innerText }) => innerText === "Try again");
  }

  /** @returns whether another step shows than now, or the flow has ended; two steps of one kind share their element */
  #watch(): () => boolean {
    const { screen, destinations } = this.#flow;
    const { heading } = screen;
    const stage = this.#stage;
    return () => this.#stage !== stage || screen.heading !== heading || destinations.length > 0;
  }

  get #stage(): Element | null {
    return this.#flow.root.querySelector("[data-stage]");
  }

  /** What can be read of what goes on; that a step's name is announced is none of it. */
  get #words(): string[] {
    const { alerts, statuses, heading } = this.#flow.screen;
    return [...alerts, ...statuses.filter((text) => !text.startsWith(heading))];
  }

  get #typed(): string[] {
    return this.#flow.screen.fields.map((field) => (field.type === "checkbox" ? String(field.checked) : field.value));
  }

  async #pass(milliseconds: number): Promise<void> {
    await this.#clock.pass(milliseconds);
    await settle();
  }
}

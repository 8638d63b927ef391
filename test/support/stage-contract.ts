/** What every stage has to keep, in every state and in both modes. */
import { expect } from "@open-wc/testing";
import type { Payload } from "../../src/protocol/challenges.ts";
import { unanswered } from "../fixtures/answers.ts";
import { errors } from "../fixtures/challenges.ts";
import type { FixtureState } from "../fixtures/fixture-state.ts";
import { describeStates } from "./states-contract.ts";
import { mountState, type MountedFlow } from "./mount-state.ts";
import { click, press } from "./person.ts";
import type { Screen } from "./screen.ts";

export interface StageContract {
  readonly component: string;
  readonly states: readonly FixtureState[];
  /** How the stage is answered; without, it takes no answer. */
  readonly answer?: AnswerContract;
}

export interface AnswerContract {
  readonly state: FixtureState;
  /** Fills in what there is to fill in. */
  readonly fill: (screen: Screen) => void;
  /** The name of the primary button. */
  readonly button: string;
  /** All that is sent. */
  readonly payload: Payload;
}

/** Describes that a stage keeps the contract, in the mode that the page is in. */
export function describeStageContract({ component, states, answer }: StageContract): void {
  describe(`${component}: the contract`, () => {
    describeStates(states);
    if (answer) describeAnswering(component, answer);
    else
      it("takes no answer", async () => {
        const { screen } = await mountState(first(states));
        expect(screen.buttons.filter(({ type }) => type === "submit")).to.be.empty;
      });
  });
}

function describeAnswering(component: string, { state, fill, button, payload }: AnswerContract): void {
  const sent = [{ ...payload, component }];

  async function filledIn(): Promise<MountedFlow> {
    const flow = await mountState({ ...state, answers: [unanswered] });
    fill(flow.screen);
    return flow;
  }

  it("sends exactly its answer when the button is pressed", async () => {
    const { screen, server } = await filledIn();
    await click(screen.button(button));
    expect(server.payloads).to.deep.equal(sent);
  });

  it("sends exactly its answer on Enter", async () => {
    const { server } = await filledIn();
    await press("Enter");
    expect(server.payloads).to.deep.equal(sent);
  });

  it("sends nothing a second time while it waits", async () => {
    const { screen, server } = await filledIn();
    await click(screen.button(button));
    await click(screen.button(button));
    expect(server.payloads).to.have.length(1);
  });

  it("says what is wrong with a field that it does not show", async () => {
    const { challenge } = state;
    if (!challenge) throw new Error("a state that is answered has a challenge");
    const answers = [{ ...challenge, response_errors: errors({ somewhere: "Not this one." }) }];
    const { screen } = await mountState({ ...state, answers });
    fill(screen);
    await click(screen.button(button));
    expect(screen.alerts).to.deep.equal(["Not this one."]);
  });

  it("says that it is busy while it waits, and stays readable", async () => {
    const { screen, root } = await filledIn();
    await click(screen.button(button));
    expect(root.querySelector("form")?.ariaBusy).to.equal("true");
    expect(screen.fields.filter(({ disabled }) => disabled)).to.be.empty;
  });
}

function first(states: readonly FixtureState[]): FixtureState {
  const [state] = states;
  if (!state) throw new Error("a contract needs a state");
  return state;
}

import { expect } from "@open-wc/testing";
import { startInspector } from "../../../src/client/shell/inspector/start-inspector.ts";
import type { InspectedPlan, Inspection, StageBindingOnWire } from "../../../src/protocol/inspection.ts";
import type { Answer } from "../../fixtures/answers.ts";
import { dummyChallenge, identificationChallenge } from "../../fixtures/challenges.ts";
import { expectAccessible } from "../../support/accessible.ts";
import { afterwards, type MountedFlow, mountFlow, untilTheEnd } from "../../support/mount.ts";
import { click, press } from "../../support/person.ts";
import { settle, until } from "../../support/until.ts";

function binding(name: string): StageBindingOnWire {
  const stage = { pk: name, name, component: "ak-stage-dummy-form", verbose_name: "Dummy Stage" };
  return {
    pk: `binding-${name}`,
    policybindingmodel_ptr_id: `binding-${name}`,
    target: "flow",
    stage: name,
    stage_obj: { ...stage, verbose_name_plural: "Dummy Stages", meta_model_name: "dummy", flow_set: [] },
    order: 0,
  };
}

function plan(context: Record<string, unknown> = {}): InspectedPlan {
  return {
    current_stage: binding("second"),
    next_planned_stage: binding("third"),
    plan_context: context,
    session_id: "5e55",
  };
}

function inspection(changes: Partial<Inspection> = {}): Inspection {
  const first = { ...plan(), current_stage: binding("first") };
  return { plans: [first], current_plan: plan(), is_completed: false, ...changes };
}

const redirect: Answer = { component: "xak-flow-redirect", to: "/app/?a=1" };

interface Inspected extends MountedFlow {
  readonly inspector: HTMLElement;
  readonly panel: () => HTMLElement | null;
}

async function inspect(
  given: { open?: boolean; inspection?: Inspection | undefined; answers?: readonly Answer[] } = {},
): Promise<Inspected> {
  const { open = true, answers = [] } = given;
  const flow = await mountFlow({ first: dummyChallenge(), answers });
  flow.server.inspection = "inspection" in given ? given.inspection : inspection();
  startInspector(flow.executor, open, untilTheEnd());
  const inspector = flow.executor.querySelector<HTMLElement>("ak-flow-inspector");
  if (!inspector) throw new Error("there is no inspector");
  await until(() => inspector.querySelector("button"), "the button is there");
  const panel = (): HTMLElement | null => inspector.querySelector(".ak-panel");
  if (open) await until(() => panel()?.querySelector("h3, .ak-problem"), "the inspector shows something");
  return { ...flow, inspector, panel };
}

describe("the flow inspector", () => {
  it("asks nothing as long as its panel is closed", async () => {
    const { server, panel } = await inspect({ open: false });
    expect(panel()).to.equal(null);
    expect(server.inspections).to.equal(0);
  });

  it("opens and closes with its button, and says which it is", async () => {
    const { screen, panel } = await inspect({ open: false });
    const button = screen.button("Flow inspector");
    expect(button.ariaExpanded).to.equal("false");
    await click(button);
    await until(() => panel()?.querySelector("h3"), "the panel shows the plan");
    expect(button.ariaExpanded).to.equal("true");
    await click(button);
    expect(panel()).to.equal(null);
  });

  it("closes with Escape, and gives the focus back to its button", async () => {
    const { screen, panel } = await inspect();
    panel()?.focus();
    await press("Escape");
    expect(panel()).to.equal(null);
    expect(document.activeElement).to.equal(screen.button("Flow inspector"));
  });

  it("shows what is done, where the flow stands and what comes next", async () => {
    const { panel } = await inspect();
    const steps = [...(panel()?.querySelectorAll<HTMLElement>(".ak-plan > li") ?? [])];
    expect(steps.map((step) => step.querySelector("summary")?.innerText.replace(/\s+/g, " ").trim())).to.deep.equal([
      "Done first Dummy Stage",
      "Now second Dummy Stage",
      "Next third Dummy Stage",
    ]);
    expect(steps.map((step) => step.getAttribute("aria-current"))).to.deep.equal([null, "step", null]);
  });

  it("says that a flow is completed", async () => {
    const { panel } = await inspect({ inspection: inspection({ is_completed: true }) });
    expect(panel()?.innerText).to.contain("This flow is completed.");
    expect(panel()?.querySelector("[aria-current]")).to.equal(null);
  });

  it("shows the context as a tree, and hides what is secret", async () => {
    const context = { prompt_data: { password: "hunter2", name: "Jan" }, auth_method: "password", device: { code: 1 } };
    const { panel } = await inspect({ inspection: inspection({ current_plan: plan(context) }) });
    const tree = panel()?.textContent.replace(/\s+/g, " ") ?? "";
    expect(tree).to.contain('name "Jan"').and.to.contain('auth_method "password"').and.to.contain("password hidden");
    expect(tree).not.to.contain("hunter2");
  });

  it("copies what it shows, without secrets", async () => {
    const copied: string[] = [];
    const { writeText } = navigator.clipboard;
    navigator.clipboard.writeText = (text) => Promise.resolve(void copied.push(text));
    afterwards(() => (navigator.clipboard.writeText = writeText));
    const context = { token: "t0ken", name: "Jan" };
    const { screen } = await inspect({ inspection: inspection({ current_plan: plan(context) }) });
    await click(screen.button("Copy without secrets"));
    expect(screen.statuses).to.contain("Copied.");
    const [text = ""] = copied;
    expect((JSON.parse(text) as Inspection).current_plan?.plan_context).to.deep.equal({
      token: "********",
      name: "Jan",
    });
  });

  it("says what is the matter where nobody may look", async () => {
    const { panel } = await inspect({ inspection: undefined });
    expect(panel()?.innerText).to.contain("Only administrators who are signed in can inspect a flow.");
  });

  it("looks again after every answer, an unaccepted one included", async () => {
    const again = dummyChallenge({ response_errors: {} });
    const { screen, server } = await inspect({ answers: [again, identificationChallenge()] });
    await click(screen.button("Continue"));
    await until(() => server.inspections === 2, "the plan is asked for again");
    await click(screen.button("Continue"));
    await until(() => server.inspections === 3, "the plan is asked for once more");
  });

  it("makes redirects wait for Enter, and shows where they lead", async () => {
    const { screen, panel, destinations } = await inspect({ answers: [redirect] });
    await click(screen.button("Continue"));
    await until(() => panel()?.querySelector(".ak-held"), "the redirect waits");
    await settle();
    expect(destinations).to.be.empty;
    expect(panel()?.innerText).to.contain(`${location.origin}/app/?a=1`);
    await press("Enter");
    expect(destinations).to.deep.equal([`${location.origin}/app/?a=1`]);
  });

  it("lets a redirect go when it is closed", async () => {
    const { screen, panel, destinations } = await inspect({ answers: [redirect] });
    await click(screen.button("Continue"));
    await until(() => panel()?.querySelector(".ak-held"), "the redirect waits");
    await click(screen.button("Flow inspector"));
    expect(destinations).to.have.length(1);
  });

  it("holds nothing while it is closed", async () => {
    const { screen, destinations } = await inspect({ open: false, answers: [redirect] });
    await click(screen.button("Continue"));
    await until(() => destinations.length === 1, "the flow leads elsewhere");
  });

  it("is accessible", async () => {
    const { inspector } = await inspect({ inspection: inspection({ current_plan: plan({ a: { b: [1] } }) }) });
    await expectAccessible(inspector);
  });
});

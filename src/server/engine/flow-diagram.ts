import type { DiagramEdge, DiagramGraph, DiagramNode } from "../../protocol/flow-graph.ts";
import { groupModel } from "./models/group-model.ts";
import type { Flow } from "./models/flow-model.ts";
import { type PolicyBinding, policyBindingModel } from "./models/policy-binding-model.ts";
import { stageBindingModel } from "./models/stage-binding-model.ts";
import type { ModelStore } from "./model-store.ts";
import { englishWording, type Wording } from "./wording.ts";

/** The graph of a flow. What leads from one thing to another is told by English labels, which nobody is shown. */
export function flowGraph(flow: Flow, models: ModelStore, wording: Wording = englishWording): DiagramGraph {
  const { text } = wording;
  const nodes: DiagramNode[] = [];
  const edges: DiagramEdge[] = [];
  const add = (node: DiagramNode): string => {
    nodes.push(node);
    return node.id;
  };
  const describe = (binding: PolicyBinding): string[] => policyLabel(binding, models, wording);

  if (flow.authentication !== "none") {
    const label = [text("Flow authentication requirement"), wording.choice(flow.authentication)];
    const from = add({ id: "flow_auth_requirement", kind: "requirement", label });
    edges.push({ from, to: "done", label: "Requirement not fulfilled" });
    edges.push({ from, to: "flow_start", label: "Requirement fulfilled" });
  }
  const flowPolicies = models.listByTarget(policyBindingModel, flow.pk);
  if (flowPolicies.length > 0) add({ id: "flow_pre", kind: "anchor", label: ["Pre-flow policies"] });
  flowPolicies.forEach((binding, index) => {
    const id = add({ id: `flow_policy_${index}`, kind: "policy", label: describe(binding) });
    edges.push({ from: "flow_pre", to: id, label: `Binding ${binding.order}` });
    edges.push({ from: id, to: "done", label: "Policy denied" });
    edges.push({ from: id, to: "flow_start", label: "Policy passed" });
  });
  add({ id: "flow_start", kind: "start", label: [text("Flow"), flow.name] });

  const bindings = models.listByTarget(stageBindingModel, flow.pk);
  let above: DiagramEdge[] = [{ from: "flow_start", to: "" }];
  bindings.forEach((binding, index) => {
    const stage = models.raw(binding.stage);
    const id = `stage_${index}`;
    const policies = models.listByTarget(policyBindingModel, binding.pk);
    const entries = policies.map((policy, at) => {
      const policyId = add({ id: `stage_${index}_policy_${at}`, kind: "policy", label: describe(policy) });
      edges.push({ from: policyId, to: id, label: "Policy passed" });
      return policyId;
    });
    for (const edge of above) {
      for (const to of entries.length > 0 ? entries : [id]) edges.push({ ...edge, to });
    }
    const label = [text("Stage ({0})", wording.typeName(stage?.model ?? "")), String(stage?.data.name ?? "")];
    add({ id, kind: "stage", label });
    above = [{ from: id, to: "" }, ...entries.map((from) => ({ from, to: "", label: "Policy denied" }))];
  });
  for (const edge of above) edges.push({ ...edge, to: "done" });
  add({ id: "done", kind: "end", label: [text("End of the flow")] });
  return { nodes, edges };
}

/** The graph in Mermaid's language, as authentik's API gives it: each line names what leads to a node, stages before their policies. */
export function flowDiagram(flow: Flow, models: ModelStore): string {
  const { nodes, edges } = flowGraph(flow, models);
  const isStage = ({ kind, id }: DiagramNode): boolean => kind === "stage" || id.startsWith("stage_");
  const [end, rest] = [nodes.filter(({ kind }) => kind === "end"), nodes.filter(({ kind }) => kind !== "end")];
  const before = rest.filter((node) => !isStage(node));
  const stages = rest.filter(({ kind }) => kind === "stage");
  const ordered = stages.flatMap((stage) => [stage, ...rest.filter(({ id }) => id.startsWith(`${stage.id}_policy_`))]);
  const lines = [...before, ...ordered, ...end].flatMap((node) => mermaidLines(node, edges));
  return ["graph TD", ...lines].join("\n");
}

function mermaidLines(node: DiagramNode, edges: readonly DiagramEdge[]): string[] {
  const sources = edges.filter(
    ({ to, from }) => to === node.id && !(to === "done" && from.startsWith("stage_") && from.includes("_policy_")),
  );
  if (sources.length === 0) return [mermaidNode(node)];
  return sources.map(({ from, label }) => {
    const arrow = label === undefined ? "-->" : `--${label}-->`;
    // Right after the flow itself its name need not be repeated.
    const start = from === "flow_start" && node.kind === "stage" ? "" : `${from} `;
    return `${start}${arrow} ${mermaidNode(node)}`;
  });
}

const brackets: Readonly<Record<DiagramNode["kind"], readonly [open: string, close: string]>> = {
  requirement: ["[", "]"],
  anchor: ["[[", "]]"],
  policy: ["{{", "}}"],
  start: ["[[", "]]"],
  stage: ["([", "])"],
  end: ["[[", "]]"],
};

function mermaidNode({ id, kind, label }: DiagramNode): string {
  const [open, close] = brackets[kind];
  return `${id}${open}"${label.join("\n").replaceAll('"', "#quot;")}"${close}`;
}

function policyLabel(binding: PolicyBinding, models: ModelStore, { text, typeName }: Wording): string[] {
  const policy = binding.policy == null ? undefined : models.raw(binding.policy);
  if (policy) return [text("Policy ({0})", typeName(policy.model)), String(policy.data.name)];
  const group = binding.group == null ? undefined : models.get(groupModel, binding.group);
  return group ? [text("Policy (Group)"), group.name] : [text("Policy (User)"), String(binding.user)];
}

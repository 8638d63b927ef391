/** A stage of a flow that a test makes up. */
export interface TestStage {
  /** Such as `dummy.dummystage`. */
  readonly model: string;
  /** Its attributes, in YAML's flow style. */
  readonly attrs?: string;
  /** The attributes of its binding. */
  readonly binding?: string;
  /** The attributes of something that is bound to it, such as a group. */
  readonly policy?: string;
}

/** The entries of a flow with these stages, in this order. */
export function flowWith(slug: string, attrs: string, stages: readonly TestStage[]): string {
  const lines = [
    `- { model: authentik_flows.flow, id: flow, identifiers: { slug: ${slug} }, attrs: { name: x, title: x, ${attrs} } }`,
    ...stages.flatMap(({ model, attrs: own = "", binding = "", policy }, index) => [
      `- { model: authentik_stages_${model}, id: s${index}, identifiers: { name: ${slug}-${index} }, attrs: { ${own} } }`,
      `- { model: authentik_flows.flowstagebinding, id: b${index}, identifiers: { target: !KeyOf flow, stage: !KeyOf s${index}, order: ${index} }, attrs: { ${binding} } }`,
      ...(policy
        ? [
            `- { model: authentik_policies.policybinding, identifiers: { target: !KeyOf b${index}, order: 0 }, attrs: { ${policy} } }`,
          ]
        : []),
    ]),
  ];
  return lines.map((line) => `  ${line}`).join("\n");
}

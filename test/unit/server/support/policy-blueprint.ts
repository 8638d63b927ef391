/** A flow with a dummy step named `step` at the end; `more` goes before it. */
export function flowWith(slug: string, more: string, binding = ""): string {
  return `
  - model: authentik_flows.flow
    id: flow
    identifiers: { slug: ${slug} }
    attrs: { name: ${slug}, title: ${slug}, designation: stage_configuration, denied_action: message }
  - model: authentik_stages_dummy.dummystage
    id: step
    identifiers: { name: step of ${slug} }
  - model: authentik_flows.flowstagebinding
    id: binding
    identifiers: { target: !KeyOf flow, stage: !KeyOf step, order: 50 }
    attrs: { ${binding} }
${more}`;
}

/** An expression, bound to the entry with that id. */
export function policy(name: string, target: string, expression: string, binding = ""): string {
  const lines = expression.split("\n").map((line) => `        ${line}`);
  return `
  - model: authentik_policies_expression.expressionpolicy
    id: ${name}
    identifiers: { name: ${name} }
    attrs:
      expression: |
${lines.join("\n")}
  - model: authentik_policies.policybinding
    identifiers: { target: !KeyOf ${target}, policy: !KeyOf ${name}, order: 0 }
    attrs: { ${binding} }
`;
}

/** A step of a flow, in a line. */
export function stage(id: string, model: string, order: number, attrs: string, binding = ""): string {
  return `
  - model: ${model}
    id: ${id}
    identifiers: { name: ${id} }
    attrs: { ${attrs} }
  - model: authentik_flows.flowstagebinding
    id: ${id}-binding
    identifiers: { target: !KeyOf flow, stage: !KeyOf ${id}, order: ${order} }
    attrs: { ${binding} }
`;
}

export const identification = "authentik_stages_identification.identificationstage";
export const password = "authentik_stages_password.passwordstage";

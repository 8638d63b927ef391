import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { AnswerOf, ChallengeOf } from "../../../protocol/challenges.ts";
import { consentStyles } from "./consent-stage.styles.ts";
import { StageElement } from "../../ui/stage-element.ts";
import { wideCardStyles } from "../../ui/styles/wide-card.styles.ts";
import { actions } from "../../ui/templates/actions.ts";
import { quietLinks } from "../../ui/templates/quiet-links.ts";
import { cancelLink } from "../../ui/templates/ways-out.ts";

type Permission = ChallengeOf<"ak-stage-consent">["permissions"][number];

/** Asks whether an application may have what it wants. */
export class ConsentStage extends StageElement<"ak-stage-consent"> {
  constructor() {
    super();
    consentStyles(this);
    wideCardStyles(this);
  }

  override get heading(): string {
    return this.challenge.flow_info?.title || msg("Do you agree?");
  }

  override get intro(): string {
    return this.challenge.header_text ?? "";
  }

  protected override render(): TemplateResult {
    const { permissions, additional_permissions: additional, flow_info: info, pending_user: user } = this.challenge;
    const known = shown(permissions);
    const news = shown(additional);
    const isMore = news.length > 0;
    return html`${permissionList(isMore ? msg("New permissions") : msg("Permissions"), isMore ? news : known, true)}
    ${isMore ? permissionList(msg("Permissions it already has"), known, false) : nothing}
    ${actions(this, msg("Continue"))}
    ${quietLinks([user && info?.cancel_url && cancelLink(info.cancel_url)])}`;
  }

  override answer(): AnswerOf<"ak-stage-consent"> {
    // Every challenge has a new one: an answer to an older question is none to this.
    return { token: this.challenge.token };
  }
}

/** Those that mean something to a person: who somebody is goes without saying. */
function shown(permissions: readonly Permission[] | null | undefined): readonly Permission[] {
  return (permissions ?? []).filter(({ id, name }) => name && id !== "openid");
}

function permissionList(
  title: string,
  permissions: readonly Permission[],
  isNew: boolean,
): TemplateResult | typeof nothing {
  if (permissions.length === 0) return nothing;
  return html`<section class="ak-permissions" ?data-new=${isNew}>
    <h2>${title}</h2>
    <ul>
      ${permissions.map(({ name }) => html`<li><bdi>${name}</bdi></li>`)}
    </ul>
  </section>`;
}

customElements.define("ak-stage-consent", ConsentStage);

declare global {
  interface HTMLElementTagNameMap {
    "ak-stage-consent": ConsentStage;
  }
}

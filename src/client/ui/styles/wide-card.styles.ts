import { css } from "lit";
import { stageSheet } from "../adopt-styles.ts";

/** More room for what is read rather than typed: permissions, lists of codes, long forms. */
export const wideCardStyles = stageSheet(css`
  @layer flow.frame {
    @media (width > 30rem) {
      .ak-card:where(:has(ak-stage-consent > .ak-permissions, ak-stage-authenticator-static > .ak-codes, ak-stage-prompt > .ak-field ~ .ak-field ~ .ak-field ~ .ak-field ~ .ak-field ~ .ak-field ~ .ak-field)) {
        inline-size: min(40rem, 100vw - 2rem);
        justify-self: center;
      }
    }

    /* Where the card stands at a side, its column is as wide as it, so that logo and footer keep to its middle. */
    @media (width >= 70rem) {
      ak-flow-executor[data-layout^="content"]:where(:has(ak-stage-consent > .ak-permissions, ak-stage-authenticator-static > .ak-codes, ak-stage-prompt > .ak-field ~ .ak-field ~ .ak-field ~ .ak-field ~ .ak-field ~ .ak-field ~ .ak-field)) {
        grid-template-columns: minmax(0, 40rem);
      }
    }
  }
`);

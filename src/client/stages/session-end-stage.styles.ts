import { css } from "lit";
import { stageSheet } from "../ui/adopt-styles.ts";

/** Whoever is at the end of their session has nobody else to be. */
export const sessionEndStyles = stageSheet(css`
  @layer flow.stage {
    .ak-form:has(> ak-stage-session-end) .ak-not-you {
      display: none;
    }
  }
`);

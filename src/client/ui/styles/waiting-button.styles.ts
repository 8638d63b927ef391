import { css } from "lit";
import { stageSheet } from "../adopt-styles.ts";

/** A button that can be pressed again after a while, which it counts. */
export const waitingButtonStyles = stageSheet(css`
  @layer flow.stage {
    .ak-secondary[aria-disabled="true"] {
      background: none;
      color: var(--ak-muted);
      font-variant-numeric: tabular-nums;
      cursor: default;
    }
  }
`);

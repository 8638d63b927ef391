import { css } from "lit";
import { stageSheet } from "../ui/adopt-styles.ts";

export const flowErrorStyles = stageSheet(css`
  @layer flow.stage {
    .ak-traceback pre {
      max-block-size: 20rem;
      overflow: auto;
      padding: 0.75rem;
      border-radius: var(--ak-radius);
      background: var(--ak-surface);
      font-size: 0.8125rem;
    }
  }
`);

import { css } from "lit";
import { stageSheet } from "../ui/adopt-styles.ts";

export const frameStageStyles = stageSheet(css`
  @layer flow.stage {
    .ak-frame {
      inline-size: 100%;
      block-size: 20rem;
      border: 1px solid var(--ak-line);
      border-radius: var(--ak-radius);
    }

    .ak-frame[data-overlay] {
      block-size: 1px;
      border: 0;
      opacity: 0;
      position: absolute;
    }
  }
`);

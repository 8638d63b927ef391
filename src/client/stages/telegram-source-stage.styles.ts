import { css } from "lit";
import { stageSheet } from "../ui/adopt-styles.ts";

export const telegramSourceStyles = stageSheet(css`
  @layer flow.stage {
    .ak-telegram {
      inline-size: 100%;
      block-size: 3rem;
      border: 0;
      color-scheme: light;
    }
  }
`);

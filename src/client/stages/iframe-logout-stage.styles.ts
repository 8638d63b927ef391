import { css } from "lit";
import { stageSheet } from "../ui/adopt-styles.ts";

export const iframeLogoutStyles = stageSheet(css`
  @layer flow.stage {
    .ak-providers {
      display: grid;
      gap: 0.25rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .ak-providers li {
      display: flex;
      justify-content: space-between;
      gap: 1rem;
      padding-block: 0.625rem;
      border-block-end: 1px solid var(--ak-line);
    }

    .ak-providers [role="status"] {
      flex: none;
      color: var(--ak-muted);
    }

    .ak-providers iframe {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      border: 0;
      opacity: 0;
    }
  }
`);

import { css } from "lit";
import { stageSheet } from "../../ui/adopt-styles.ts";

export const accountChooserStyles = stageSheet(css`
  @layer flow.stage {
    .ak-accounts {
      display: grid;
      gap: 0.5rem;
      margin-block-end: 1rem;
    }

    .ak-accounts h2 {
      margin: 0;
      font-size: 1rem;
      font-weight: 500;
    }

    .ak-accounts ul {
      display: grid;
      margin: 0;
      padding: 0;
      border: 1px solid var(--ak-line);
      border-radius: var(--ak-radius);
      list-style: none;
    }

    .ak-accounts li + li {
      border-block-start: 1px solid var(--ak-line);
    }

    .ak-accounts button {
      inline-size: 100%;
      min-block-size: 3rem;
      padding: 0.5rem 0.875rem;
      border: 0;
      border-radius: var(--ak-radius);
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      overflow-wrap: anywhere;
      cursor: pointer;
    }

    .ak-accounts button:hover {
      background: color-mix(in oklab, var(--ak-text) 6%, transparent);
    }

    .ak-accounts .ak-forget {
      inline-size: auto;
      justify-self: start;
      min-block-size: 2.75rem;
      padding: 0;
      color: var(--ak-accent);
      font-size: 0.875rem;
      font-weight: 500;
    }
  }
`);

import { css } from "lit";
import { stageSheet } from "../adopt-styles.ts";
import { lineDrawing } from "./line-drawing.styles.ts";
import { textButton } from "./text-button.styles.ts";

/** What the steps around a second factor have in common. */
export const authenticatorStyles = stageSheet(css`
  @layer flow.stage {
    .ak-field .ak-code {
      font-variant-numeric: tabular-nums;
      letter-spacing: 0.12em;
    }

    /* There for screen readers before it says anything, and in nobody's way. */
    .ak-hint:empty {
      position: absolute;
    }

    ${textButton}

    ${lineDrawing}

    .ak-choices {
      display: grid;
      gap: 0.5rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .ak-choice {
      grid-template-columns: auto minmax(0, 1fr) auto;
      justify-items: start;
      column-gap: 0.875rem;
      min-block-size: 4rem;
      padding-inline: 1rem;
      font-weight: 400;
      text-align: start;
    }

    .ak-choice-words {
      display: grid;
      unicode-bidi: plaintext;
    }

    .ak-choice-words b {
      font-weight: 600;
    }

    .ak-choice-words span,
    .ak-choice > small {
      color: var(--ak-muted);
      font-size: 0.875rem;
    }

    .ak-icon {
      color: var(--ak-accent);
    }

    .ak-scene {
      display: grid;
      justify-items: center;
      gap: 0.75rem;
      padding: 1.25rem 1rem;
      border-radius: var(--ak-radius);
      background: color-mix(in oklab, var(--ak-accent) 7%, transparent);
      text-align: center;
    }

    .ak-scene .ak-icon {
      inline-size: 2.5rem;
      block-size: 2.5rem;
      stroke-width: 1.1;
    }

    /* Dark on white whatever the theme: readers of QR codes want it so. */
    .ak-qr {
      inline-size: 12.5rem;
      max-inline-size: 100%;
      aspect-ratio: 1;
      border-radius: var(--ak-radius);
      background: white;
      fill: black;
      forced-color-adjust: none;
      shape-rendering: crispedges;
    }

    .ak-secret,
    .ak-codes {
      font: 600 1rem/1.6 ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
      letter-spacing: 0.02em;
      overflow-wrap: normal;
    }

    .ak-codes {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(9.5rem, 100%), 1fr));
      gap: 0.25rem 1rem;
      margin: 0;
      padding: 1rem;
      border-radius: var(--ak-radius);
      background: color-mix(in oklab, var(--ak-accent) 7%, transparent);
      list-style: none;
      text-align: center;
    }

    .ak-codes code {
      font: inherit;
    }

    .ak-keep {
      justify-content: start;
      column-gap: 1.5rem;
    }

    .ak-scene .ak-text-button {
      justify-self: center;
    }

    .ak-for-managers {
      position: absolute;
      inline-size: 60px;
      block-size: 16px;
      clip-path: inset(50%);
    }

    @media (hover: hover) and (pointer: fine) {
      .ak-on-phones {
        display: none;
      }
    }

    @media print {
      .ak-keep,
      .ak-keep ~ * {
        display: none;
      }
    }
  }
`);

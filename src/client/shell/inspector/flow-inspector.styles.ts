import { css } from "lit";
import { stageSheet } from "../../ui/adopt-styles.ts";

/** The inspector beside the flow; on phones a sheet below it. */
export const inspectorStyles = stageSheet(css`
  @layer flow.frame {
    .ak-inspect {
      position: fixed;
      inset-block-start: max(0.5rem, env(safe-area-inset-top));
      inset-inline-end: 0.5rem;
      z-index: 2;
      display: grid;
      place-items: center;
      inline-size: 2.75rem;
      block-size: 2.75rem;
      padding: 0;
      border: 1px solid var(--ak-line);
      border-radius: var(--ak-radius);
      background: var(--ak-raised);
      color: var(--ak-text);
      cursor: pointer;
    }

    .ak-inspect .ak-icon {
      inline-size: 1.25rem;
      block-size: 1.25rem;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.5;
      stroke-linecap: round;
    }

    .ak-inspect .ak-icon:dir(rtl) {
      transform: scaleX(-1);
    }

    .ak-panel {
      position: fixed;
      inset-block: 0;
      inset-inline-end: 0;
      z-index: 1;
      inline-size: min(26rem, 100vw);
      padding: 1rem;
      border-inline-start: 1px solid var(--ak-line);
      background: var(--ak-raised);
      font-size: 0.875rem;
      overflow: auto;
      overflow-wrap: anywhere;
    }

    .ak-panel:focus-visible {
      outline-offset: -3px;
    }

    .ak-panel h2 {
      margin: 0.25rem 3rem 1rem 0;
      margin-inline: 0 3rem;
      font-size: 1.125rem;
      font-weight: 600;
    }

    .ak-panel :is(h3, h4) {
      margin: 1rem 0 0.375rem;
      font-size: 0.875rem;
      font-weight: 600;
    }

    .ak-panel :is(ul, ol) {
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .ak-panel ul ul {
      margin-inline-start: 0.4375rem;
      padding-inline-start: 0.75rem;
      border-inline-start: 1px solid var(--ak-line);
    }

    .ak-panel li {
      padding-block: 0.125rem;
    }

    .ak-panel summary {
      min-block-size: 1.75rem;
      padding-block: 0.125rem;
      border-radius: 4px;
      cursor: pointer;
    }

    .ak-panel code {
      font-size: 0.8125rem;
    }

    .ak-panel :is(small, em, .ak-name) {
      color: var(--ak-muted);
    }

    .ak-plan li {
      padding: 0.25rem 0.75rem;
      border-inline-start: 3px solid var(--ak-line);
    }

    .ak-plan ul li {
      padding: 0.125rem 0;
      border: 0;
    }

    .ak-plan .ak-plan-done {
      border-color: var(--ak-success);
    }

    .ak-plan .ak-plan-current {
      border-color: var(--ak-accent);
      font-weight: 600;
    }

    .ak-plan details > :not(summary) {
      font-weight: 400;
    }

    .ak-held {
      display: grid;
      gap: 0.5rem;
      margin-block-end: 1rem;
      padding: 0.75rem;
      border: 1px solid var(--ak-accent);
      border-radius: var(--ak-radius);
    }

    .ak-panel .ak-text-button {
      min-block-size: 2.75rem;
      padding: 0;
      border: 0;
      background: none;
      color: var(--ak-accent);
      font: 500 0.875rem var(--ak-font);
      cursor: pointer;
    }

    @media (width > 70rem) {
      ak-flow-executor:has(> ak-flow-inspector[open]) {
        padding-inline-end: 27rem;
      }
    }

    @media (width <= 40rem) {
      .ak-panel {
        inset: auto 0 0;
        inline-size: auto;
        block-size: 55dvh;
        padding-block-end: max(1rem, env(safe-area-inset-bottom));
        border: 0;
        border-block-start: 1px solid var(--ak-line);
        border-radius: 16px 16px 0 0;
        box-shadow: 0 -8px 32px rgb(0 0 0 / 20%);
      }

      [open] .ak-inspect {
        inset-block: auto calc(55dvh - 3.25rem);
      }

      ak-flow-executor:has(> ak-flow-inspector[open]) {
        padding-block-end: 57dvh;
      }
    }
  }
`);

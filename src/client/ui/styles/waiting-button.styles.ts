import { css } from "lit";

/** A button that can be pressed again after a while, which it counts; within the layer of a stage's sheet. */
export const waitingButton = css`
  .ak-secondary[aria-disabled="true"] {
    background: none;
    color: var(--ak-muted);
    font-variant-numeric: tabular-nums;
    cursor: default;
  }
`;

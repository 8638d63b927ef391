import { css } from "lit";

/** How our icons are drawn: in lines of the text's colour; within the layer of a stage's sheet. */
export const lineDrawing = css`
  .ak-icon,
  .ak-source-icon {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;

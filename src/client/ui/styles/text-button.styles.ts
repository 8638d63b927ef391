import { css } from "lit";

/** A button that looks like a link, for what is seldom needed; within the layer of a stage's sheet. */
export const textButton = css`
  .ak-text-button {
    justify-self: start;
    min-block-size: 2.75rem;
    margin-block: -0.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ak-accent);
    font: 500 0.875rem/1.5 var(--ak-font);
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
`;

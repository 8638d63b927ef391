import { css } from "lit";
import { stageSheet } from "../../ui/adopt-styles.ts";
import { textButton } from "../../ui/styles/text-button.styles.ts";

/** Fields that only prompts have. */
export const promptStyles = stageSheet(css`
  @layer flow.stage {
    ${textButton}

    .ak-field textarea {
      min-block-size: 6rem;
      resize: vertical;
    }

    .ak-field :is(input, textarea):read-only:not([type="checkbox"], [type="radio"], [type="file"]) {
      border-color: var(--ak-line);
      background: var(--ak-surface);
    }

    .ak-field select {
      overflow: clip; /* Safari lets the longest choice widen the form. */
      text-overflow: ellipsis;
      padding-inline-end: 2.5rem;
      appearance: none;
      background-image:
        linear-gradient(45deg, transparent 50%, currentcolor 50%), linear-gradient(-45deg, transparent 50%, currentcolor 50%);
      background-position:
        right 1.25rem center,
        right 0.875rem center;
      background-size: 0.375rem 0.375rem;
      background-repeat: no-repeat;
    }

    .ak-field select:dir(rtl) {
      background-position:
        left 0.875rem center,
        left 1.25rem center;
    }

    .ak-field input[type="file"] {
      padding: 0.5rem;
    }

    .ak-field input::file-selector-button {
      min-block-size: 2rem;
      margin-inline-end: 0.75rem;
      padding-inline: 0.75rem;
      border: 1px solid var(--ak-border);
      border-radius: 6px;
      background: none;
      color: inherit;
      font: 500 0.875rem var(--ak-font);
      cursor: pointer;
    }

    /* No grid: the text of a legend in one is wider than the page in WebKit. */
    .ak-choice-field {
      display: block;
      min-inline-size: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }

    .ak-choice-field legend {
      padding: 0;
      font-weight: 500;
    }

    .ak-choice-field .ak-check {
      font-weight: 400;
      cursor: pointer;
    }

    .ak-choice-field .ak-check input {
      flex: none;
      inline-size: 1.25rem;
      min-block-size: 0;
      padding: 0;
      box-shadow: none;
    }

    .ak-choice-field .ak-check input:focus-visible {
      outline-offset: 2px;
    }

    /* Below a single box; below a group it is about all of it. */
    .ak-choice-field .ak-check:first-child + .ak-hint {
      padding-inline-start: 1.875rem;
    }

    .ak-file {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      padding: 0.25rem 0.25rem 0.25rem 0.875rem;
      padding-inline: 0.875rem 0.25rem;
      border: 1px solid var(--ak-line);
      border-radius: var(--ak-radius);
    }

    .ak-file p {
      flex: 1;
      min-inline-size: 0;
    }

    .ak-file img {
      inline-size: 3rem;
      block-size: 3rem;
      margin-inline-start: -0.5rem;
      border-radius: 6px;
      object-fit: cover;
    }

    .ak-file .ak-text-button {
      min-inline-size: 2.75rem;
      margin-block: 0;
      padding-inline: 0.75rem;
    }

    .ak-line {
      inline-size: 100%;
      margin: 0.25rem 0;
      border: 0;
      border-block-start: 1px solid var(--ak-line);
    }

    .ak-match,
    .ak-field + .ak-hint,
    .ak-hint + .ak-hint {
      margin-block-start: -0.625rem;
    }

    .ak-match-same,
    .ak-strength-strong {
      color: var(--ak-success);
    }

    .ak-alert {
      padding: 0.75rem 0.875rem;
      border: 1px solid var(--ak-line);
      border-inline-start: 4px solid var(--ak-accent);
      border-radius: var(--ak-radius);
    }

    .ak-alert-warning,
    .ak-alert-danger {
      border-inline-start-color: var(--ak-danger);
    }

    .ak-alert-danger ~ .ak-button[type="submit"] {
      background: var(--ak-danger);
      color: var(--ak-raised);

      &:hover {
        background: color-mix(in oklab, var(--ak-danger) 88%, var(--ak-text));
      }
    }
  }
`);

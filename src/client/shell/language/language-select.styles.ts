import { css } from "lit";
import { stageSheet } from "../../ui/adopt-styles.ts";

export const languageSelectStyles = stageSheet(css`
  @layer flow.frame {
    ak-language-select {
      /* Below all else, in a row of its own: it comes late, and moves nothing. */
      grid-area: 4 / 1;
      justify-self: center;
      position: relative;
      color: var(--ak-muted);
    }

    ak-language-select label {
      position: absolute;
      clip-path: inset(50%);
    }

    ak-language-select select {
      /* As wide as the language that shows: to measure all of them takes the letters of ten scripts. */
      field-sizing: content;
      min-block-size: 2.75rem;
      padding-inline: 0.75rem;
      border: 1px solid transparent;
      border-radius: var(--ak-radius);
      background: none;
      color: inherit;
      font: 0.875rem var(--ak-font);
      cursor: pointer;
    }

    ak-language-select select:hover {
      border-color: var(--ak-border);
    }

    ak-language-select option {
      background: var(--ak-raised);
      color: var(--ak-text);
    }
  }
`);

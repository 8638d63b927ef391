import { css } from "lit";
import { stageSheet } from "./adopt-styles.ts";
import { lineDrawing } from "./styles/line-drawing.styles.ts";

/** The other ways to sign in. */
export const loginSourcesStyles = stageSheet(css`
  @layer flow.stage {
    ${lineDrawing}

    ak-login-sources {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.75rem;
    }

    .ak-sources {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      margin: 0;
      padding: 0;
      list-style: none;

      & > li {
        flex: 1 1 max-content;
        max-inline-size: 100%;
        min-inline-size: min(100%, 9rem);
      }
    }

    /* Alone in their row, icons need less room than words. */
    .ak-sources-bare > li {
      flex-basis: 4rem;
      min-inline-size: 4rem;
    }

    .ak-source {
      block-size: 100%;
      grid-template-columns: 1.5rem minmax(0, auto);
      justify-content: center;
      gap: 0.625rem;
      padding-inline: 1rem;
    }

    .ak-source-bare {
      grid-template-columns: 1.5rem;
    }

    /* Many pictures are drawn for white paper: in the dark they get a piece of it. */
    img.ak-source-icon {
      padding: 0.125rem;
      border-radius: 5px;
      background: light-dark(transparent, oklch(0.97 0 0));
      object-fit: contain;
    }

    [aria-busy="true"] .ak-source[data-chosen] {
      cursor: progress;

      & .ak-source-icon {
        visibility: hidden;
      }

      &::after {
        content: "";
        position: static;
        grid-area: 1 / 1;
        inline-size: 1.25rem;
        block-size: 1.25rem;
        justify-self: center;
        border: 2px solid;
        border-inline-end-color: transparent;
        border-radius: 50%;
        animation: ak-spin 0.8s linear infinite;
      }
    }

    /* One spinner, and that where somebody has clicked. */
    [aria-busy="true"]:has([data-chosen]) .ak-button[type="submit"]::after {
      content: none;
    }
  }
`);

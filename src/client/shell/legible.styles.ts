import { css } from "lit";
import { lazySheet } from "../ui/adopt-styles.ts";

/** For those who need more than the first form can bring along: whole names, and strong contrasts where somebody wants them. */
export const legibleStyles = lazySheet(css`
  @layer flow.state {
    /* An input has one line. The name stands in as many as it needs, and the input lies below it, over the whole row and reached by the pointer:
       password managers pass over what is covered. */
    .ak-account[data-name] {
      position: relative;
      isolation: isolate;
      padding-block: 0.5rem;

      &::before {
        order: 1;
        flex: 1 1 8ch;
        min-inline-size: 0;
        content: attr(data-name);
        content: attr(data-name) / "";
        overflow-wrap: anywhere;
        unicode-bidi: plaintext;
        pointer-events: none;
      }

      & > * {
        order: 2;
      }

      & .ak-avatar {
        order: 0;
      }

      & input {
        position: absolute;
        inset: 0;
        z-index: -1;
        border-radius: inherit;
        forced-color-adjust: none;
        color: transparent;
        -webkit-text-fill-color: transparent; /* Chromium has a colour of its own for what it has filled in. */
      }

      & input::selection {
        background: none;
        color: transparent;
      }
    }

    .ak-account[data-name]:dir(ltr)::before {
      text-align: left;
    }

    .ak-account[data-name]:dir(rtl)::before {
      text-align: right;
    }

    /* What the server wrote keeps its own direction, but begins where everything else does. */
    :is(.ak-problem, .ak-toast):dir(ltr) > p[dir="auto"],
    .ak-form:dir(ltr) .ak-notice[dir="auto"] {
      text-align: left;
    }

    :is(.ak-problem, .ak-toast):dir(rtl) > p[dir="auto"],
    .ak-form:dir(rtl) .ak-notice[dir="auto"] {
      text-align: right;
    }

    @media (prefers-contrast: more) {
      ak-flow-executor,
      :host {
        --ak-muted: var(--ak-text);
        --ak-border: var(--ak-text);
        --ak-line: var(--ak-text);
      }
    }
  }
`);

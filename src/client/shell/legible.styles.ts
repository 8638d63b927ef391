import { css } from "lit";
import { lazySheet } from "../ui/adopt-styles.ts";

/** For those who need more than the first form can bring along: whole names, and strong contrasts where somebody wants them. */
export const legibleStyles = lazySheet(css`
  @layer flow.state {
    /* An input has one line. The name stands in as many as it needs, and the input, which password managers read, lies below it. */
    .ak-account[data-name] {
      position: relative;
      padding-block: 0.5rem;

      &::before {
        order: 1;
        flex: 1 1 8ch;
        min-inline-size: 0;
        content: attr(data-name);
        content: attr(data-name) / "";
        overflow-wrap: anywhere;
        unicode-bidi: plaintext;
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
        color: transparent;
        pointer-events: none;
      }
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

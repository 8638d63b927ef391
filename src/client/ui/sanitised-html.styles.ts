import { css } from "lit";
import { stageSheet } from "./adopt-styles.ts";

/** How HTML of the server looks among our own fields. */
export const htmlStyles = stageSheet(css`
  @layer flow.stage {
    .ak-html {
      overflow-wrap: anywhere;
    }

    .ak-html > :first-child {
      margin-block-start: 0;
    }

    .ak-html > :last-child {
      margin-block-end: 0;
    }

    .ak-html :is(p, ul, ol, dl, blockquote, pre, table, figure) {
      margin: 0 0 0.75rem;
    }

    .ak-html :is(ul, ol) {
      padding-inline-start: 1.25rem;
    }

    .ak-html :is(h2, h3, h4, h5, h6) {
      margin: 1rem 0 0.375rem;
      font-size: 1rem;
      font-weight: 600;
    }

    .ak-html a {
      color: var(--ak-accent);
      text-underline-offset: 0.2em;
    }

    .ak-html img {
      max-inline-size: 100%;
      block-size: auto;
    }

    .ak-html pre {
      overflow: auto;
    }

    .ak-html hr {
      margin-block: 1rem;
      border: 0;
      border-block-start: 1px solid var(--ak-line);
    }
  }
`);

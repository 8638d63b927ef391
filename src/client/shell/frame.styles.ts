import { css } from "lit";

/**
 * What is in the shadow root: decoration and defaults. The card, the logo and the footer that the server renders are styled by the
 * document's stylesheet, so that they look the same before and after this element is defined. No nesting: ShadyCSS cannot read it.
 */
export const frameStyles = css`
  [part="brand"] {
    grid-area: brand;
    display: flex;
    justify-self: center;
  }

  [part="brand"] img {
    block-size: 2.5rem;
    max-inline-size: 100%;
    object-fit: contain;
  }

  [part="footer"] {
    grid-area: footer;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.25rem 1.5rem;
    font-size: 0.875rem;
  }

  [part="footer"] a {
    color: var(--ak-muted);
    padding-block: 0.75rem;
  }
`;

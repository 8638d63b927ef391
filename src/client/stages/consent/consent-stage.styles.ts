import { css } from "lit";
import { stageSheet } from "../../ui/adopt-styles.ts";

/** The lists of permissions. */
export const consentStyles = stageSheet(css`
  @layer flow.stage {
    .ak-permissions {
      padding: 0.875rem 1rem;
      border: 1px solid var(--ak-line);
      border-radius: var(--ak-radius);
    }

    .ak-permissions h2 {
      margin: 0 0 0.375rem;
      color: var(--ak-muted);
      font-size: 0.875rem;
      font-weight: 500;
    }

    .ak-permissions ul {
      display: grid;
      gap: 0.375rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .ak-permissions li {
      position: relative;
      padding-inline-start: 1.75rem;
    }

    .ak-permissions li::before {
      content: "";
      position: absolute;
      inset-block-start: 0.125rem;
      inset-inline-start: 0;
      inline-size: 1.25rem;
      block-size: 1.25rem;
      background: var(--ak-muted);
      mask: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' stroke='%23000' stroke-width='1.5' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m4.5 10.5 3.5 3.5 7.5-8'/%3E%3C/svg%3E");
    }

    .ak-permissions[data-new] li::before {
      background: var(--ak-accent);
    }

    .ak-permissions:not([data-new]) li {
      color: var(--ak-muted);
    }

    @media (forced-colors: active) {
      .ak-permissions li::before,
      .ak-permissions[data-new] li::before {
        background: CanvasText;
        forced-color-adjust: none;
      }
    }
  }
`);

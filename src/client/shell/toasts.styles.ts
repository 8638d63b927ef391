import { css } from "lit";
import { lazySheet } from "../ui/adopt-styles.ts";

/** The messages that belong to no field. */
export const toastStyles = lazySheet(css`
  @layer flow.stage {
    .ak-toasts {
      position: fixed;
      inset-block-end: 1rem;
      inset-inline: 1rem;
      margin-inline: auto;
      max-inline-size: 25rem;
      display: grid;
      gap: 0.5rem;
    }

    .ak-toast {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      padding-inline-start: 1rem;
      border: 1px solid var(--ak-border);
      border-inline-start: 4px solid var(--ak-accent);
      border-radius: var(--ak-radius);
      background: var(--ak-raised);
      box-shadow: 0 12px 32px -12px rgb(0 0 0 / 30%);

      & p {
        flex: 1;
        padding-block: 0.625rem;
      }

      & button {
        min-inline-size: 2.75rem;
        min-block-size: 2.75rem;
        border: 0;
        background: none;
        color: inherit;
        font: 1.25rem/1 var(--ak-font);
        cursor: pointer;
      }
    }

    .ak-toast-error,
    .ak-toast-warning {
      border-inline-start-color: var(--ak-danger);
    }

    .ak-toast-success {
      border-inline-start-color: var(--ak-success);
    }
  }
`);

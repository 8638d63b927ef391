import { css } from "lit";
import { lazySheet } from "../../ui/adopt-styles.ts";

/** Layouts other than `stacked`. Narrow pages, phones above all, are stacked whatever the flow says. Left is where one begins to read. */
export const layoutStyles = lazySheet(css`
  @layer flow.frame {
    .ak-background-frame {
      display: none;
    }

    @media (width >= 70rem) {
      ak-flow-executor[data-layout]:where(:not([data-layout="stacked"])) {
        --ak-layout-panel: 32rem;

        position: relative;
        isolation: isolate;
        justify-content: start;
        padding-inline: 8vw;
      }

      ak-flow-executor:is([data-layout="content_right"], [data-layout^="sidebar_right"]) {
        justify-content: end;
      }

      /* A card that needs more room takes it from the free side. */
      ak-flow-executor[data-layout="content_left"] .ak-card {
        justify-self: start;
      }

      ak-flow-executor[data-layout="content_right"] .ak-card {
        justify-self: end;
      }

      /* Twice the attribute: more than the room that the inspector asks for. */
      ak-flow-executor[data-layout][data-layout^="sidebar"] {
        padding-inline: 3.5rem;

        &::before {
          content: "";
          position: absolute;
          z-index: -1;
          inset-block: 0;
          inset-inline: 0 auto;
          inline-size: var(--ak-layout-panel);
          background: var(--ak-raised);
          box-shadow: 0 0 32px rgb(0 0 0 / 16%);
        }

        & .ak-card {
          inline-size: auto;
          padding-inline: 0;
          border: 0;
          box-shadow: none;
        }
      }

      ak-flow-executor[data-layout^="sidebar_right"]::before {
        inset-inline: auto 0;
      }

      ak-flow-executor[data-layout$="_frame_background"] .ak-background-frame {
        display: block;
        position: absolute;
        z-index: -2;
        inset-block: 0;
        inset-inline: auto 0;
        inline-size: calc(100% - var(--ak-layout-panel));
        block-size: 100%;
        border: 0;
      }

      ak-flow-executor[data-layout="sidebar_right_frame_background"] .ak-background-frame {
        inset-inline: 0 auto;
      }
    }
  }
`);

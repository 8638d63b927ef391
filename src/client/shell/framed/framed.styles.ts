import { css } from "lit";
import { lazySheet } from "../../ui/adopt-styles.ts";

/** In a frame that takes its height from the page, room above the card that went by the height of the frame would grow with it. */
export const framedStyles = lazySheet(css`
  @layer flow.state {
    ak-flow-executor {
      padding-block-start: 1.5rem;
    }

    ak-flow-executor > .ak-footer,
    ak-flow-executor::part(footer) {
      align-self: start;
    }
  }
`);

import { css } from "lit";
import { stageSheet } from "../stage-sheet.ts";
import { textButton } from "./text-button.ts";

/** Styles of captchas. The frame is as high as its attribute says. */
export const captchaSheet = stageSheet(css`
  @layer flow.stage {
    ${textButton}

    ak-captcha,
    ak-embedded-captcha {
      display: grid;
      gap: 0.75rem;
    }

    ak-captcha:empty,
    ak-embedded-captcha:empty {
      display: none;
    }

    /* Becomes one in a moment of need. */
    ak-captcha > .ak-button {
      transition: none;
    }

    .ak-captcha-frame {
      border: 0;
      display: block;
      inline-size: 100%;
    }

    /* Has nothing to show, but has to be there: browsers do not run what is hidden. */
    .ak-captcha-frame[height="1"] {
      margin-block-end: calc(-0.75rem - 1px);
      opacity: 0;
      pointer-events: none;
    }
  }
`);

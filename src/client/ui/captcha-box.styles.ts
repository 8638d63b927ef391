import { css } from "lit";
import { stageSheet } from "./adopt-styles.ts";
import { textButton } from "./styles/text-button.styles.ts";

/** Styles of captchas. The frame is as high as its attribute says. */
export const captchaStyles = stageSheet(css`
  @layer flow.stage {
    ${textButton}

    ak-captcha-box {
      display: grid;
      gap: 0.75rem;
    }

    /* What it holds are rows of the form, so that it takes no room where nothing of it shows. */
    ak-embedded-captcha > ak-captcha-box {
      display: contents;
    }

    ak-captcha-box:empty {
      display: none;
    }

    /* Becomes one in a moment of need. */
    ak-captcha-box > .ak-button {
      transition: none;
    }

    .ak-captcha-frame {
      border: 0;
      display: block;
      inline-size: 100%;
    }

    /* Has nothing to show, but has to be there: browsers do not run what is hidden. */
    .ak-captcha-frame[height="1"] {
      position: absolute;
      opacity: 0;
      pointer-events: none;
    }
  }
`);

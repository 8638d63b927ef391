/** There is a token, or the last one is good no more. */
export class CaptchaTokenEvent extends Event {
  static readonly type = "ak-captcha-token";
  /** `""` for none. */
  readonly token: string;

  constructor(token: string) {
    super(CaptchaTokenEvent.type);
    this.token = token;
  }
}

declare global {
  interface HTMLElementEventMap {
    "ak-captcha-token": CaptchaTokenEvent;
  }
}

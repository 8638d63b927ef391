const step = 30_000;
/** Milliseconds that answers may take on a busy machine. */
const margin = 12_000;

/** The clock of an authenticator app: half a minute fast where the step is about to end, so that what it shows is good for a while. */
export interface AppClock {
  /** Milliseconds since 1970, by which the app makes its code. */
  now(): number;
  /** The same for the code before, which leaves the present one to be used afterwards: each is good once. */
  before(): number;
}

export function appClock(): AppClock {
  const ahead = step - (Date.now() % step) < margin ? step : 0;
  return { now: () => Date.now() + ahead, before: () => Date.now() + ahead - step };
}

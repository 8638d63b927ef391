/** How often something may happen for one subject. */
export interface Limit {
  /** What is counted, as people read it. */
  readonly what: string;
  /** What it is counted by. */
  readonly by: string;
  readonly max: number;
  /** Milliseconds from the first one counted until the count begins anew. */
  readonly period: number;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * Every budget there is; `SECURITY.md` has the same as a table, and a test compares the two. A network is an IPv4 address or the /64 of an
 * IPv6 address, a name what was typed, in its normal form.
 *
 * What is counted by what was typed, or by network, may be told: it is the same whether an account exists or not. What is counted by account
 * or by recipient of a link is not told, because a spelling never tried before would show by it that it belongs to the same account.
 */
export const limits = {
  "password-name-network": {
    what: "wrong passwords",
    by: "name typed and network",
    max: 10,
    period: 10 * minute,
  },
  "password-name": { what: "wrong passwords", by: "name typed", max: 100, period: hour },
  "password-account": { what: "wrong passwords", by: "account, whatever was typed", max: 100, period: hour },
  "password-network": { what: "wrong passwords", by: "network, over all names", max: 60, period: 10 * minute },
  "password-device": {
    what: "wrong passwords from browsers that signed in before",
    by: "account",
    max: 10,
    period: 10 * minute,
  },
  "code-sent": { what: "wrong codes", by: "code that was sent", max: 5, period: hour },
  "code-account": { what: "wrong codes", by: "account, over all its second factors", max: 20, period: hour },
  "code-device": {
    what: "wrong codes from browsers that signed in before",
    by: "account",
    max: 10,
    period: hour,
  },
  "code-message-account": { what: "codes sent", by: "account", max: 10, period: 10 * minute },
  "code-message-recipient": { what: "codes sent", by: "address or number", max: 10, period: hour },
  "code-mail-network": { what: "codes sent by email", by: "network", max: 60, period: hour },
  "code-text-network": { what: "codes sent by text message", by: "network", max: 20, period: hour },
  "link-name": {
    what: "links asked for, unless the email stage says otherwise",
    by: "name typed",
    max: 5,
    period: 5 * minute,
  },
  "link-network": { what: "links asked for", by: "network", max: 60, period: hour },
  "link-account": { what: "links sent", by: "account", max: 10, period: hour },
  "link-recipient": { what: "links sent", by: "address", max: 10, period: hour },
  "enrolment-network": { what: "accounts somebody tries to make", by: "network", max: 20, period: hour },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

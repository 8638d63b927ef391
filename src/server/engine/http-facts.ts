import type { Locale } from "../../protocol/locales/locales.ts";
import type { User } from "../store/user-store.ts";
import type { BrandSettings } from "./models/brand-model.ts";

/** What stages, policies and expressions may know of the HTTP request under way. */
export interface HttpFacts {
  /** What the answer's `X-authentik-id` says; names this request in logs. */
  readonly requestId: string;
  readonly method: string;
  /** Of the request itself, such as `/api/v3/flows/executor/sign-in/`. */
  readonly path: string;
  /** The page's own query string, without `?`. */
  readonly query: string;
  /** Scheme and host the browser sees, such as `https://id.example`. */
  readonly origin: string;
  /** The header of that name, or `""`. */
  readonly userAgent: string;
  readonly brand: BrandSettings;
  /** The language to speak to this person. */
  readonly locale: Locale;
  readonly clientIp: string;
  /** What is counted as one client: the IPv4 address, or the /64 network of an IPv6 address. */
  readonly clientNetwork: string;
  /** Of the browser; tells who is signed in. */
  readonly session: { readonly user: User | null };
}

import { msg, str } from "@lit/localize";
import { assertNever } from "../../../protocol/assert-never.ts";

/** What happens on the page beside a request, and a person has to know. What a request comes to is in `ui/text/problem-text.ts`. */
export type PageNews =
  /** The page's own policy has kept it from reaching a host. */
  | { readonly code: "forbidden"; readonly host: string }
  /** Somebody has signed in in another tab, while this one asks who somebody is. */
  | { readonly code: "signed-in-elsewhere"; readonly name: string }
  /** What was typed before the session was over has been put back. */
  | { readonly code: "text-is-back" };

/** What happened, whether anything is lost, and what to do now. */
export function pageNewsText(news: PageNews): string {
  switch (news.code) {
    case "forbidden":
      return msg(
        str`The rules of this page do not let it reach ${news.host}, so this step may not work. Nothing is lost. Your administrator can help.`,
      );
    case "signed-in-elsewhere":
      return msg(
        str`You are signed in as ${news.name} in another tab. If you sign in here with another account, it takes the place of that one in all tabs.`,
      );
    case "text-is-back":
      return msg("What you typed before is here again, without passwords. Check it, then send it.");
    default:
      return assertNever(news);
  }
}

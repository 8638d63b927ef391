import { html, type Html } from "../../../page/html.ts";
import { moment } from "../../engine/moment.ts";
import type { MailFailure } from "../../store/mail-failure-store.ts";
import type { PageWords } from "../page-words.ts";

/** What administrators see of messages that were not sent lately; nothing where all were. */
export function mailFailures({ text, counted, locale }: PageWords, failures: readonly MailFailure[]): Html | undefined {
  if (failures.length === 0) return undefined;
  const title = counted(
    "{0, plural, one {# message could not be sent} other {# messages could not be sent}}",
    failures.length,
  );
  const row = ({ failed, recipient, reason }: MailFailure): Html =>
    html`<tr><td><time datetime="${new Date(failed).toISOString()}">${moment(failed, locale)}</time></td><td><bdi>${recipient}</bdi></td><td lang="en" dir="ltr">${reason}</td></tr>`;
  const heads = [text("Time"), text("To"), text("Reason")];
  return html`<section class="panel result failed" role="status"><h2>${title}</h2>
<p class="muted">${text("Those of the last seven days. The people concerned were not told; they can ask again. Check the mail server and SMTP_URL; the log has more.")}</p>
<div class="scroll" role="region" aria-label="${text("Messages that could not be sent")}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${failures.map(row)}</tbody>
</table></div></section>`;
}

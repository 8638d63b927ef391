import { html, type Html } from "../../../page/html.ts";
import type { MailFailure } from "../../store/mail-failure-store.ts";

/** What administrators see of messages that were not sent lately; nothing where all were. */
export function mailFailures(failures: readonly MailFailure[]): Html | undefined {
  if (failures.length === 0) return undefined;
  const count = failures.length === 1 ? "1 message" : `${failures.length} messages`;
  return html`<section class="panel result failed" role="status"><h2>${count} could not be sent</h2>
<p class="muted">Those of the last seven days. The people concerned were not told; they can ask again. Check the mail server and SMTP_URL; the log has more.</p>
<div class="scroll" role="region" aria-label="Messages that could not be sent" tabindex="0"><table>
<thead><tr><th scope="col">Time</th><th scope="col">To</th><th scope="col">Reason</th></tr></thead>
<tbody>${failures.map(row)}</tbody>
</table></div></section>`;
}

function row({ failed, recipient, reason }: MailFailure): Html {
  const time = new Date(failed).toISOString();
  return html`<tr><td><time datetime="${time}">${time.slice(0, 19).replace("T", " ")} UTC</time></td><td>${recipient}</td><td>${reason}</td></tr>`;
}

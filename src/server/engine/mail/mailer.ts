import { sentence } from "../../../protocol/locales/words.ts";
import type { OutboxStore } from "../../store/outbox-store.ts";

/** A message as a person gets it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a stage says about how its mail is sent, in authentik's names. */
export interface MailSettings {
  readonly use_global_settings: boolean;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly use_tls: boolean;
  readonly use_ssl: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly from_address: string;
}

/** For what no stage sends: the installation's mail server. */
export const installationMail: MailSettings = {
  use_global_settings: true,
  host: "",
  port: 25,
  username: "",
  password: "",
  use_tls: false,
  use_ssl: false,
  timeout: 10,
  from_address: "system@authentik.local",
};

/** A mail could not be handed over. */
export class MailError extends Error {
  override readonly name = "MailError";
}

/** What a stage has until somebody sets it up: no mail server of its own. */
const unsetHost = "localhost";

/**
 * Sends mail by SMTP (RFC 5321): with the stage's own mail server where it names one, else with the installation's. Where there is neither,
 * mail goes to the outbox.
 */
export class Mailer {
  readonly #outbox: OutboxStore;
  readonly #smtpUrl: string | undefined;

  /** @param smtpUrl of the installation's server, such as `smtps://name:password@mail.example:465/?from=id%40mail.example` */
  constructor(outbox: OutboxStore, smtpUrl: string | undefined) {
    this.#outbox = outbox;
    this.#smtpUrl = smtpUrl;
  }

  /** @throws MailError when the mail server does not take it */
  async send(mail: Mail, settings: MailSettings, now: number): Promise<void> {
    const isOwn = !settings.use_global_settings && settings.host !== unsetHost;
    if (!isOwn && this.#smtpUrl === undefined) {
      this.#outbox.add({ kind: "email", recipient: mail.to, subject: mail.subject, body: mail.text, sent: now });
      return;
    }
    try {
      await sendBySmtp(mail, isOwn ? ownServer(settings) : globalServer(this.#smtpUrl ?? "", settings));
    } catch (cause) {
      throw new MailError(sentence("The email could not be sent."), { cause });
    }
  }
}

type Server = { from: string } & Record<string, unknown>;

function ownServer({ host, port, username, password, use_tls, use_ssl, timeout, from_address }: MailSettings): Server {
  return {
    host,
    port,
    secure: use_ssl,
    requireTLS: use_tls,
    ...(username && { auth: { user: username, pass: password } }),
    ...timeouts(timeout),
    from: from_address,
  };
}

function globalServer(address: string, { timeout, from_address }: MailSettings): Server {
  const url = new URL(address);
  const secure = url.protocol === "smtps:";
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    ...timeouts(timeout),
    from: url.searchParams.get("from") ?? from_address,
  };
}

function timeouts(seconds: number): Record<string, number> {
  const limit = seconds * 1000;
  return { connectionTimeout: limit, greetingTimeout: limit, socketTimeout: limit };
}

/** Loaded with the first mail: most servers that are started never send one. */
async function sendBySmtp({ to, subject, text, html }: Mail, { from, ...server }: Server): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(server);
  try {
    await transport.sendMail({ from, to: { name: "", address: to }, subject, text, html });
  } finally {
    transport.close();
  }
}

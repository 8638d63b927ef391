import type { MailFailureStore } from "../../store/mail-failure-store.ts";
import { maskedAddress } from "./masked-address.ts";
import type { Mail, Mailer, MailSettings } from "./mailer.ts";

/** A mail that is to go out after the answer. */
export interface QueuedMail {
  readonly to: string;
  readonly settings: MailSettings;
  /** After that instant nobody can use it any more; milliseconds since 1970. */
  readonly usableUntil: number;
  /** Writes it, when its turn has come; nothing, where there is nobody who gets it. */
  readonly write: () => Mail | undefined;
}

type Job = QueuedMail & { mail?: Mail | undefined; failures: number };

/** How many may wait, further tries included. */
const capacity = 1000;
const parallel = 4;
/** Milliseconds from being asked for to the first try, so that the answer is on its way before any work is done. */
const headStart = 50;
/** Milliseconds before each further try. */
const retries = [30_000, 120_000, 300_000, 450_000] as const;

/**
 * Sends mail after the answer, with further tries where the mail server is away. Whoever asks for one learns nothing of how it goes, because
 * that would tell whether there is somebody to send it to; administrators do.
 *
 * What waits is kept in memory only: it holds links and codes that open accounts. A crash loses it, and people ask again.
 */
export class MailQueue {
  readonly #mailer: Pick<Mailer, "send">;
  readonly #failures: MailFailureStore;
  readonly #log: (level: string, text: string) => void;
  #ready: Job[] = [];
  readonly #later = new Map<Job, NodeJS.Timeout>();
  #underWay = 0;
  #start: NodeJS.Timeout | undefined;
  #isStopped = false;
  #idle: (() => void)[] = [];

  /** @param log tells whoever runs the server */
  constructor(mailer: Pick<Mailer, "send">, failures: MailFailureStore, log: (level: string, text: string) => void) {
    this.#mailer = mailer;
    this.#failures = failures;
    this.#log = log;
  }

  /** Takes a mail that is written already. Never fails: see {@link add}. */
  async send(mail: Mail, settings: MailSettings, now: number): Promise<void> {
    this.add({ to: mail.to, settings, usableUntil: now + 86_400_000, write: () => mail });
  }

  /**
   * Takes a mail. Where too many wait already it is not sent.
   *
   * @returns whether it was taken. That may be told: it has nothing to do with who would get it
   */
  add(mail: QueuedMail): boolean {
    if (this.#isStopped) return false;
    const job = { ...mail, failures: 0 };
    if (this.#ready.length + this.#later.size + this.#underWay >= capacity) {
      this.#fail(job, "Too many messages were waiting.", undefined);
      return false;
    }
    this.#ready.push(job);
    this.#start ??= setTimeout(() => this.#startJobs(), headStart).unref();
    return true;
  }

  /** Sends what is ready at once, and is done when it has gone out or failed. What is to be tried again later is not waited for. */
  async idle(): Promise<void> {
    this.#startJobs();
    if (this.#underWay > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Tries once more whatever waits, for at most so many milliseconds; then nothing is sent any more. */
  async drain(limit: number): Promise<void> {
    for (const [job, timer] of this.#later) {
      clearTimeout(timer);
      this.#ready.push({ ...job, usableUntil: 0 });
    }
    this.#later.clear();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, limit)));
    await Promise.race([this.idle(), late]);
    clearTimeout(timer);
    this.stop();
  }

  /** Sends nothing any more. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    clearTimeout(this.#start);
    for (const timer of this.#later.values()) clearTimeout(timer);
    const lost = this.#ready.length + this.#later.size + this.#underWay;
    if (lost > 0) this.#log("warning", `The server stopped before ${lost} messages could be sent.`);
    this.#ready = [];
    this.#later.clear();
  }

  #startJobs(): void {
    clearTimeout(this.#start);
    this.#start = undefined;
    while (this.#underWay < parallel && !this.#isStopped) {
      const job = this.#ready.shift();
      if (!job) break;
      this.#underWay++;
      void this.#run(job).finally(() => this.#onJobEnd());
    }
  }

  #onJobEnd(): void {
    this.#underWay--;
    this.#startJobs();
    if (this.#underWay > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  async #run(job: Job): Promise<void> {
    try {
      job.mail ??= job.write();
      if (job.mail) await this.#mailer.send(job.mail, job.settings, Date.now());
    } catch (error) {
      if (!this.#isStopped) this.#tryLater(job, error);
    }
  }

  #tryLater(job: Job, error: unknown): void {
    const pause = retries[job.failures++];
    const reason = reasonOf(error);
    if (pause === undefined || reason.isFinal || Date.now() + pause > job.usableUntil) {
      this.#fail(job, reason.words, error);
      return;
    }
    const again = (): void => {
      this.#later.delete(job);
      this.#ready.push(job);
      this.#startJobs();
    };
    this.#later.set(job, setTimeout(again, pause).unref());
  }

  #fail({ to }: Job, reason: string, error: unknown): void {
    const recipient = maskedAddress(to);
    const detail = error === undefined ? "" : ` (${detailOf(error)})`;
    this.#log("error", `A message to ${recipient} was not sent. ${reason}${detail}`);
    this.#failures.add({ recipient, reason, failed: Date.now() });
  }
}

/** For people, without what the mail server said: that can hold addresses. 5xx replies are final (RFC 5321, 4.2.1). */
function reasonOf(error: unknown): { words: string; isFinal: boolean } {
  const { code, responseCode } = causeOf(error);
  if (typeof responseCode === "number") {
    return { words: `The mail server refused it (reply ${responseCode}).`, isFinal: responseCode >= 500 };
  }
  if (typeof code === "string") return { words: `The mail server could not be reached (${code}).`, isFinal: false };
  return { words: "It could not be handed to the mail server.", isFinal: false };
}

function detailOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, " ");
}

function causeOf(error: unknown): { code?: unknown; responseCode?: unknown } {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null ? cause : {};
}

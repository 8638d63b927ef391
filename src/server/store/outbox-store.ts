import type { Database } from "./database.ts";

/** A message that was not sent to anybody, but kept to be looked at. */
export interface OutboxMessage {
  readonly pk: number;
  readonly kind: "email" | "sms";
  readonly recipient: string;
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly sent: number;
}

/** How many messages are kept. */
const capacity = 100;

/** Where messages go that have nowhere else to go: no mail server is configured. */
export class OutboxStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Newest first. */
  list(): OutboxMessage[] {
    return this.#db.rows(
      "SELECT pk, kind, recipient, subject, body, sent FROM outbox ORDER BY pk DESC",
    ) as OutboxMessage[];
  }

  add({ kind, recipient, subject, body, sent }: Omit<OutboxMessage, "pk">): void {
    const sql = "INSERT INTO outbox (kind, recipient, subject, body, sent) VALUES (?, ?, ?, ?, ?)";
    const { id } = this.#db.run(sql, kind, recipient, subject, body, sent);
    this.#db.run("DELETE FROM outbox WHERE pk <= ?", id - capacity);
  }
}

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

/** Links and codes in messages open accounts. */
const purpose = "outbox";

/** Where messages go that have nowhere else to go: no mail server is configured. */
export class OutboxStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Newest first. */
  list(): OutboxMessage[] {
    const sql = "SELECT pk, kind, recipient, subject, body, sent FROM outbox ORDER BY pk DESC";
    const rows = this.#db.rows(sql) as OutboxMessage[];
    return rows.map((row) => ({ ...row, body: this.#db.vault.open(purpose, row.body) }));
  }

  add({ kind, recipient, subject, body, sent }: Omit<OutboxMessage, "pk">): void {
    const sql = "INSERT INTO outbox (kind, recipient, subject, body, sent) VALUES (?, ?, ?, ?, ?)";
    const { id } = this.#db.run(sql, kind, recipient, subject, this.#db.vault.seal(purpose, body), sent);
    this.#db.run("DELETE FROM outbox WHERE pk <= ?", id - capacity);
  }
}

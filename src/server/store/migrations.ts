import type { Database } from "./database.ts";
import { sealSecrets } from "./seal-secrets.ts";
import type { Vault } from "./vault.ts";

/** SQL, or what SQL alone cannot do. */
export type Migration = string | ((db: Database, vault: Vault) => void);

/**
 * The steps from an empty database to the current one. `user_version` counts those that ran; a step is never edited once released, only
 * followed by another.
 *
 * Instants are milliseconds since 1970; `*_folded` columns hold copies in the form of {@link normalName}, because
 * SQLite's NOCASE knows ASCII only; `normaliseNames` brings older databases there.
 */
export const migrations: readonly Migration[] = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE objects (
    pk TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    unique_key TEXT UNIQUE,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX objects_by_model ON objects (model);
  CREATE INDEX objects_by_target ON objects (json_extract(data, '$.target'));

  CREATE TABLE users (
    pk INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    username TEXT NOT NULL UNIQUE,
    username_folded TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL,
    upn TEXT,
    upn_folded TEXT,
    password_hash TEXT,
    is_active INTEGER NOT NULL,
    type TEXT NOT NULL,
    path TEXT NOT NULL,
    attributes TEXT NOT NULL,
    last_login INTEGER,
    date_joined INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX users_by_username ON users (username_folded);
  CREATE INDEX users_by_email ON users (email_folded);
  CREATE INDEX users_by_upn ON users (upn_folded);

  CREATE TABLE group_members (
    group_pk TEXT NOT NULL REFERENCES objects (pk) ON DELETE CASCADE,
    user_pk INTEGER NOT NULL REFERENCES users (pk) ON DELETE CASCADE,
    PRIMARY KEY (group_pk, user_pk)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX group_members_by_user ON group_members (user_pk);

  CREATE TABLE sessions (
    key TEXT PRIMARY KEY,
    user_pk INTEGER REFERENCES users (pk) ON DELETE CASCADE,
    data TEXT NOT NULL,
    lifetime INTEGER NOT NULL,
    persistent INTEGER NOT NULL,
    ip TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_user ON sessions (user_pk);
  CREATE INDEX sessions_by_expiry ON sessions (expires);
  `,
  `
  CREATE TABLE flow_tokens (
    key TEXT PRIMARY KEY,
    identifier TEXT NOT NULL,
    user_pk INTEGER REFERENCES users (pk) ON DELETE CASCADE,
    plan TEXT NOT NULL,
    used INTEGER NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX flow_tokens_by_expiry ON flow_tokens (expires);

  CREATE TABLE consents (
    user_pk INTEGER NOT NULL REFERENCES users (pk) ON DELETE CASCADE,
    application TEXT NOT NULL,
    permissions TEXT NOT NULL,
    expires INTEGER,
    PRIMARY KEY (user_pk, application)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE outbox (
    pk INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    sent INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE devices (
    pk INTEGER PRIMARY KEY AUTOINCREMENT,
    user_pk INTEGER NOT NULL REFERENCES users (pk) ON DELETE CASCADE,
    device_class TEXT NOT NULL,
    name TEXT NOT NULL,
    stage TEXT NOT NULL,
    unique_key TEXT UNIQUE,
    data TEXT NOT NULL,
    created INTEGER NOT NULL,
    last_used INTEGER
  ) STRICT;
  CREATE INDEX devices_by_user ON devices (user_pk);
  `,
  `
  CREATE TABLE reputation (
    ip TEXT NOT NULL,
    identifier TEXT NOT NULL,
    score INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (ip, identifier)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reputation_by_identifier ON reputation (identifier);

  CREATE TABLE password_history (
    pk INTEGER PRIMARY KEY AUTOINCREMENT,
    user_pk INTEGER NOT NULL REFERENCES users (pk) ON DELETE CASCADE,
    password_hash TEXT NOT NULL,
    changed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX password_history_by_user ON password_history (user_pk);
  INSERT INTO password_history (user_pk, password_hash, changed)
    SELECT pk, password_hash, date_joined FROM users WHERE password_hash IS NOT NULL;
  `,
  `
  CREATE TABLE source_connections (
    source TEXT NOT NULL,
    identifier TEXT NOT NULL,
    user_pk INTEGER NOT NULL REFERENCES users (pk) ON DELETE CASCADE,
    PRIMARY KEY (source, identifier)
  ) STRICT, WITHOUT ROWID;
  `,
  sealSecrets,
  `
  CREATE TABLE pending_accounts (
    user_pk INTEGER PRIMARY KEY REFERENCES users (pk) ON DELETE CASCADE,
    created INTEGER NOT NULL,
    expires INTEGER
  ) STRICT;
  CREATE INDEX pending_accounts_by_expiry ON pending_accounts (expires);
  `,
  "CREATE INDEX objects_by_designation ON objects (json_extract(data, '$.designation'))",
  `
  CREATE INDEX users_with_pbkdf2 ON users (password_hash)
    WHERE password_hash >= 'pbkdf2_sha256$' AND password_hash < 'pbkdf2_sha256%';
  `,
];

import { isDeepStrictEqual } from "node:util";
import { sentence } from "../../protocol/locales/words.ts";
import { email as emailField, longest } from "../engine/fields.ts";
import { tooMany } from "../engine/limiter.ts";
import type { InstanceOf } from "../engine/model.ts";
import { sendChangeNotice } from "../engine/mail/change-notice.ts";
import { nameFault } from "../engine/name-fault.ts";
import { deepMerge, nested } from "../engine/nested-json.ts";
import { ownLocale } from "../engine/own-locale.ts";
import type { PendingUser } from "../engine/plan-context.ts";
import type { Answered, StageHandler, StageVisit } from "../engine/stage-handler.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../store/json-value.ts";
import { endOtherAccess } from "../store/end-access.ts";
import { NameTakenError } from "../store/name-taken-error.ts";
import { normalName } from "../store/normal-name.ts";
import type { User, UserDraft } from "../store/user-store.ts";
import { passwordHashIn } from "./hashed-password.ts";
import { inbuiltBackend } from "./password-backends.ts";
import { askFirst } from "./recent-sign-in.ts";
import { userTypes, userWriteStageModel } from "./user-write-model.ts";

type Visit = StageVisit<InstanceOf<typeof userWriteStageModel>>;
type Outcome = Exclude<Answered, { kind: "invalid" }>;

const failed: Outcome = { kind: "denied", message: sentence("Failed to update user. Please try again later.") };
/** The same whether it is the name or the address, and whoever has it. */
const taken: Outcome = {
  kind: "denied",
  message: sentence(
    "These data could not be saved, because name or address belong to an account already. If it is yours, sign in to it or reset its password.",
  ),
};

/** Writes what was asked in prompts into the pending user, or creates one from it. */
export const userWriteStage: StageHandler<typeof userWriteStageModel, never> = {
  model: userWriteStageModel,
  async show(visit) {
    const data = visit.plan.context.prompt_data;
    if (!isJsonObject(data)) return { kind: "denied", message: sentence("No Pending data.") };
    const target = targetOf(visit);
    if (!target) return { kind: "denied", message: sentence("No user found and can't create new user.") };
    const draft = applyTo(target, data);
    if (!draft || draft.username === "") return failed;
    const fault = faultIn(draft, target);
    if (fault !== undefined) return { kind: "denied", message: fault };
    const { password } = data;
    const isChanged = target.pk !== undefined && protectsDifferently(target, draft);
    const isNew = password != null;
    const need = isNew || target.email !== draft.email ? "password" : isChanged ? "recent" : undefined;
    const first = target.pk !== undefined && need !== undefined ? askFirst(visit, target.pk, need) : undefined;
    if (first) return first;
    const wait = target.pk === undefined ? countEnrolment(visit) : undefined;
    if (wait !== undefined) return { kind: "denied", message: tooMany("attempts to create an account", wait) };
    // What people type comes as a hash; text comes from policies and invitations.
    const hash =
      typeof password === "string" ? await visit.services.passwords.hash(password) : passwordHashIn(password);
    if (isNew && hash === undefined) return failed;
    return save(visit, { ...target, ...draft }, hash);
  },
};

/** Whether what an account is called, and thereby found by, becomes another. */
function protectsDifferently(before: UserDraft, after: UserDraft): boolean {
  const changes = [before.username !== after.username, before.email !== after.email];
  return changes.includes(true) || before.attributes.upn !== after.attributes.upn;
}

/** The user to write to; one without a primary key is to be created. */
function targetOf(visit: Visit): (UserDraft & { pk?: number }) | undefined {
  const { settings, plan, request, services } = visit;
  const pending = plan.context.pending_user ?? request.session.user;
  const mode = settings.user_creation_mode;
  // Read anew, so that nothing is undone that happened to the account since the flow began.
  const known = pending?.pk == null || mode === "always_create" ? undefined : services.store.users.get(pending.pk);
  if (known) return known;
  // Somebody the flow only pretends to know is nobody to create.
  const isNobody = pending?.pk !== null;
  return mode === "always_create" || (mode === "create_when_required" && isNobody) ? newUser(visit) : undefined;
}

function newUser({ settings, plan }: Visit): UserDraft {
  const { user_path: path, user_type: type } = plan.context;
  const wanted = typeof type === "string" ? type : settings.user_type;
  return {
    username: "",
    name: "",
    email: "",
    is_active: !settings.create_users_as_inactive,
    path: (typeof path === "string" && path) || settings.user_path_template || "users",
    type: wanted === "internal_service_account" ? "service_account" : wanted,
    attributes: {},
  };
}

/** @returns the user with what was answered, or `undefined` when that cannot be written */
function applyTo(target: UserDraft, data: JsonObject): UserDraft | undefined {
  const { username, name, email, is_active, path, type } = target;
  const draft: UserDraft = { username, name, email, is_active, path, type, attributes: target.attributes };
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined || key === "password") continue;
    if (key === "attributes") {
      if (!isJsonObject(value)) return undefined;
      draft.attributes = deepMerge(draft.attributes, value);
    } else if (key.startsWith("attributes.") || key.startsWith("attributes_")) {
      draft.attributes = deepMerge(draft.attributes, nested(key.slice("attributes.".length).split("."), value));
    } else if (!writeProperty(draft, key, value)) return undefined;
  }
  return draft;
}

/** Properties that users do not have are nobody's business here. */
function writeProperty(draft: UserDraft, key: string, value: JsonValue): boolean {
  switch (key) {
    case "username":
    case "name":
    case "email":
    case "path":
      if (typeof value !== "string") return false;
      draft[key] = value;
      return true;
    case "type":
      draft.type = userTypes.find((type) => type === value) ?? draft.type;
      return true;
    case "is_active":
      draft.is_active = Boolean(value);
      return true;
    default:
      return true;
  }
}

/** What is wrong with a name or an address that is new: not every value was asked for in a prompt that looks. */
function faultIn(draft: UserDraft, before: UserDraft): string | undefined {
  if (draft.email !== before.email && !emailField({ blank: true }).parse(draft.email).ok) {
    return sentence("Enter a valid email address.");
  }
  for (const key of ["username", "name"] as const) {
    if (draft[key] !== before[key] && Array.from(draft[key]).length > longest.name) {
      return `The ${key} may have ${longest.name} characters at most.`;
    }
  }
  return draft.username === before.username ? undefined : nameFault(draft.username, draft.email);
}

/** @returns milliseconds to wait. Whoever is signed in makes accounts for others, and has been let into the flow for that */
function countEnrolment({ request, services }: Visit): number | undefined {
  if (request.session.user) return undefined;
  return services.limiter.take([["enrolment-network", request.clientNetwork]], request.now);
}

/** Account, password and groups at once, or nothing of it. */
function save(visit: Visit, target: UserDraft & { pk?: number }, hash: string | undefined): Outcome {
  const { plan, request, services } = visit;
  const { users, pendingAccounts, database } = services.store;
  const before = target.pk === undefined ? undefined : users.get(target.pk);
  const hadPassword = before !== undefined && users.passwordHash(before.pk) !== null;
  let user: User;
  try {
    user = database.transaction(() => {
      pendingAccounts.removeExpired(request.now);
      const saved = write(visit, target);
      if (hash !== undefined) users.setPasswordHash(saved.pk, hash);
      users.setGroups(saved.pk, [...users.groupsOf(saved.pk), ...groupsFor(visit, target.pk === undefined)]);
      return saved;
    });
  } catch (error) {
    if (error instanceof NameTakenError || isConflict(error)) return taken;
    throw error;
  }
  if (before?.is_active === true) {
    const { mailQueue } = services;
    if (hash !== undefined && hadPassword) sendChangeNotice(mailQueue, "password", before, request);
    if (normalName(before.email) !== normalName(user.email)) sendChangeNotice(mailQueue, "address", before, request);
  }
  // Whoever got in with the old password or address is out; the one who changed it stays.
  if (hash !== undefined || before?.email !== user.email) {
    const { is_restored: token } = plan.context;
    endOtherAccess(services.store, user.pk, {
      session: request.session.id,
      token: typeof token === "string" ? token : undefined,
    });
  }
  const backend = plan.context.pending_user?.backend ?? (target.pk === undefined ? inbuiltBackend : undefined);
  plan.context.pending_user = { ...user, ...(backend !== undefined && { backend }) } satisfies PendingUser;
  if (target.pk === undefined) plan.context.user_backend ??= inbuiltBackend;
  if (request.session.user?.pk === user.pk) {
    request.session.state.user = user;
    // What was chosen in this browser before would hide it.
    const locale = ownLocale(user);
    if (locale !== ownLocale(before)) request.session.cookies.language = locale;
  }
  const told = wordOf({ before, user, hash, isAlone: request.session.user === null });
  if (told !== undefined) request.session.addMessage("success", told);
  return { kind: "ok" };
}

/** What people are told has been done. @param done `isAlone`: nobody is signed in */
function wordOf(done: {
  before: User | undefined;
  user: User;
  hash: string | undefined;
  isAlone: boolean;
}): string | undefined {
  const { before, user, hash, isAlone } = done;
  if (!before) {
    if (!isAlone) return sentence("The account is made.");
    // Others are told once they have opened the link in the mail.
    return user.is_active ? sentence("Your account is ready.") : undefined;
  }
  if (hash !== undefined) return sentence("Your password is changed.");
  if (before.email !== user.email) return sentence("Your email address is changed.");
  return isDeepStrictEqual(before, user) ? undefined : sentence("Your changes are saved.");
}

function write({ request, services }: Visit, target: UserDraft & { pk?: number }): User {
  const { users, pendingAccounts } = services.store;
  const known = target.pk === undefined ? undefined : users.get(target.pk);
  if (!known) {
    const made = users.insert(target, request.now);
    // What somebody makes for another waits for nobody.
    if (!made.is_active && request.session.user === null) pendingAccounts.add(made.pk, request.now);
    return made;
  }
  const user = { ...known, ...target };
  users.update(user);
  return user;
}

/** The groups to put the user into: those that policies ask for, and for new users the stage's own. */
function groupsFor({ settings, plan, services }: Visit, isNew: boolean): string[] {
  const { groups } = plan.context;
  const wanted = Array.isArray(groups) ? groups.map((group) => (isJsonObject(group) ? group.pk : group)) : [];
  const own = isNew ? settings.create_users_group : null;
  return [...wanted, own]
    .filter((pk): pk is string => typeof pk === "string")
    .filter((pk) => services.store.objects.get(pk) !== undefined);
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_CONSTRAINT");
}

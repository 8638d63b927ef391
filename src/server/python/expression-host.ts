import { groupTarget, objectTarget, userTarget } from "../engine/blueprint/entry-target.ts";
import type { ExpressionRequest } from "../engine/expressions.ts";
import type { HttpFacts } from "../engine/http-facts.ts";
import type { Mailer } from "../engine/mail/mailer.ts";
import { installationMail } from "../engine/mail/mailer.ts";
import { mailTemplateNames, renderMail } from "../engine/mail/mail-templates.ts";
import type { Membership } from "../engine/membership.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import { groupModel } from "../engine/models/group-model.ts";
import { expressionPolicyName } from "../engine/models/model-names.ts";
import type { ModelStore } from "../engine/model-store.ts";
import type { PolicyEngine } from "../engine/policy-engine.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../store/json-value.ts";
import { askOther } from "./ask-other.ts";
import type { NameLookups } from "./name-lookups.ts";
import type { OutgoingRequests } from "./outgoing-requests.ts";
import type { PasswordVerifier } from "../engine/password-verifier.ts";
import type { Store } from "../store/store.ts";

/** What expressions may ask of the server. */
export interface HostServices {
  readonly store: Store;
  readonly models: ModelStore;
  readonly membership: Membership;
  readonly passwords: PasswordVerifier;
  readonly mailer: Pick<Mailer, "send">;
  readonly policies: PolicyEngine;
  /** Where expressions may ask others; nowhere unless hosts are named. */
  readonly outgoing?: OutgoingRequests | undefined;
  /** What looks up names of hosts; nobody unless domains or networks are named. */
  readonly lookups?: NameLookups | undefined;
  /** Takes what expressions log, and the events they create. */
  readonly log: (level: string, text: string) => void;
}

type Question = (services: HostServices, args: JsonObject, request: ExpressionRequest) => unknown;

/** By the name that Python gives them. */
const questions: Readonly<Record<string, Question>> = {
  find: ({ store, models }, { model, lookups }) => {
    if (model === "user") return findUsers(store, isJsonObject(lookups) ? lookups : {});
    const kind = /^device:(\w+)$/.exec(String(model))?.[1];
    if (kind !== undefined) return findDevices(store, kind, isJsonObject(lookups) ? lookups : {});
    return model === "group" ? models.list(groupModel) : models.list(flowModel);
  },
  groups: ({ membership }, args) => membership.groupsOf({ pk: userPk(args) }),
  own_groups: ({ store }, args) => store.users.groupsOf(userPk(args) ?? 0),
  has_usable_password: ({ store }, args) => passwordHash(store, args) !== null,
  check_password: ({ store, passwords }, args) => passwords.verify(passwordHash(store, args), String(args.password)),
  devices: ({ store }, args) => {
    const pk = userPk(args);
    return pk === null ? [] : store.devices.listByUser(pk).map((device) => device.deviceClass);
  },
  create: ({ store, models }, { model, values }) => {
    if (model !== "group") throw new Error("Expressions can make groups, and nothing else.");
    const attributes = isJsonObject(values) ? values : {};
    const written = writable(store, "group").create(undefined, attributes, (pk) => store.objects.get(pk) && "group");
    if (!written.ok) throw new Error(Object.values(written.errors).flat()[0]?.string);
    return models.get(groupModel, written.pk);
  },
  update: ({ store }, { model, keys, values }) => {
    const target = writable(store, String(model));
    for (const key of Array.isArray(keys) ? keys : []) {
      const attributes = isJsonObject(values) ? values : {};
      const unknown = Object.keys(attributes).find((name) => !Object.hasOwn(target.fields, name));
      if (unknown !== undefined) throw new Error(`There is no field '${unknown}'.`);
      const written = target.update(String(key), attributes, (pk) => store.objects.get(pk) && "group", false);
      if (!written.ok) throw new Error(Object.values(written.errors).flat()[0]?.string);
    }
    return null;
  },
  log: ({ log }, { level, text }) => {
    log(String(level), String(text));
    return null;
  },
  http: ({ outgoing }, args) => askOther(outgoing, args),
  addresses_of: ({ lookups }, { host, version }) => lookups?.addresses(String(host), version),
  name_of: ({ lookups }, { address }) => lookups?.nameOf(String(address)),
  send_email: (services, args, { http }) => sendMail(services, args, http),
  call_policy: async ({ models, policies }, { name, context }, request) => {
    const policy = models.named("policy", String(name));
    if (!policy) throw new Error(`Policy '${String(name)}' not found.`);
    // Python evaluates it itself: it is busy with this one.
    if (policy.model === expressionPolicyName) return { source: policy.data.expression };
    const given = isJsonObject(context) ? context : {};
    const { verdict, passing, messages } = await policies.evaluateAll([policy.pk], {
      ...request,
      context: { ...request.context, ...given },
    });
    // Neither yes nor no: an expression might take either for what it would like.
    if (verdict === "unknown") throw new Error(`Policy '${String(name)}' could not be evaluated.`);
    return { passing, messages };
  },
};

/**
 * Answers a question of an expression.
 *
 * @param question JSON with the question's name and its arguments
 * @returns JSON with `value` and, for policies, the answer's own keys; or with `error`, which Python raises
 */
export async function answerQuestion(
  services: HostServices,
  request: ExpressionRequest,
  question: string,
): Promise<string> {
  try {
    const args = JSON.parse(question) as JsonObject;
    const name = String(args.question);
    const ask = Object.hasOwn(questions, name) ? questions[name] : undefined;
    if (!ask) throw new Error("Expressions cannot ask that.");
    return JSON.stringify({ value: await ask(services, args, request) });
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
  }
}

function userPk({ user }: JsonObject): number | null {
  return typeof user === "number" ? user : null;
}

function passwordHash(store: Store, args: JsonObject): string | null {
  const pk = userPk(args);
  return pk === null ? null : store.users.passwordHash(pk);
}

/** Narrowed by a name where one is given; Python compares the rest. */
function findUsers({ users }: Store, lookups: JsonObject): unknown[] {
  for (const [name, value] of Object.entries(lookups)) {
    const [field, comparison = "exact"] = name.split("__");
    if ((field === "pk" || field === "id") && comparison === "exact") return [users.get(Number(value))].filter(Boolean);
    if ((field === "username" || field === "email") && (comparison === "exact" || comparison === "iexact")) {
      return users.listByField(field, String(value), comparison === "iexact");
    }
  }
  return users.list();
}

/** Second factors of a kind, without what they keep secret. */
function findDevices({ users, devices }: Store, kind: string, { user }: JsonObject): unknown[] {
  const owners = typeof user === "number" ? [user] : users.list().map(({ pk }) => pk);
  return owners.flatMap((owner) =>
    devices
      .listByUser(owner)
      .filter(({ deviceClass }) => deviceClass === kind)
      .map(({ pk, name }) => ({ pk, user: owner, confirmed: true, name })),
  );
}

function writable(store: Store, model: string): ReturnType<typeof objectTarget> {
  if (model === "user") return userTarget(store, Date.now());
  return model === "group" ? groupTarget(store) : objectTarget(flowModel, store);
}

async function sendMail(services: HostServices, args: JsonObject, { brand, locale }: HttpFacts): Promise<JsonValue> {
  const { recipients, subject, body, template, context } = args;
  const values = isJsonObject(context) ? context : {};
  if (typeof template === "string" && !mailTemplateNames.includes(template)) {
    throw new Error(`Invalid template '${template}' specified.`);
  }
  const rendered =
    typeof template === "string"
      ? renderMail(
          template,
          {
            name: String(values.user ?? ""),
            brand: brand.branding_title,
            validFor: String(values.expires ?? ""),
            ...(typeof values.url === "string" && { url: values.url }),
          },
          locale,
        )
      : { text: String(body), html: String(body) };
  try {
    for (const to of Array.isArray(recipients) ? recipients.map(String) : []) {
      await services.mailer.send({ to, subject: String(subject), ...rendered }, installationMail, Date.now());
    }
    return true;
  } catch (error) {
    services.log("error", error instanceof Error ? error.message : String(error));
    return false;
  }
}

import type { ExpressionOutcome, ExpressionRequest } from "../../../../src/server/engine/expressions.ts";
import type { HttpFacts } from "../../../../src/server/engine/http-facts.ts";
import { sharedPython } from "./shared-python.ts";
import { Mailer } from "../../../../src/server/engine/mail/mailer.ts";
import { Membership } from "../../../../src/server/engine/membership.ts";
import { brandModel } from "../../../../src/server/engine/models/brand-model.ts";
import { ModelStore } from "../../../../src/server/engine/model-store.ts";
import type { Plan } from "../../../../src/server/engine/plan.ts";
import type { PlanContext } from "../../../../src/server/engine/plan-context.ts";
import { BindingPolicyEngine } from "../../../../src/server/engine/policy-engine.ts";
import type { BreachLookup } from "../../../../src/server/policies/breach-lookup.ts";
import { policyEvaluators } from "../../../../src/server/policies/registry.ts";
import type { HostServices } from "../../../../src/server/python/expression-host.ts";
import { NameLookups } from "../../../../src/server/python/name-lookups.ts";
import { OutgoingRequests } from "../../../../src/server/python/outgoing-requests.ts";
import { PythonExpressions } from "../../../../src/server/python/python-expressions.ts";
import { parseFields } from "../../../../src/server/engine/fields.ts";
import type { JsonObject } from "../../../../src/server/store/json-value.ts";
import { PasswordVerifier } from "../../../../src/server/engine/password-verifier.ts";
import { openStore, type Store } from "../../../../src/server/store/store.ts";
import type { User, UserDraft } from "../../../../src/server/store/user-store.ts";

/** Policies and expressions on a store, without a server around them. */
export class PolicyLab {
  readonly store: Store;
  readonly models: ModelStore;
  /** What expressions may ask of. */
  readonly host: HostServices;
  readonly policies: BindingPolicyEngine;
  readonly expressions: PythonExpressions;
  /** What expressions and policies logged. */
  readonly logged: string[] = [];

  constructor(
    folder: string,
    {
      timeLimit = 2_000,
      breaches,
      hosts,
      names,
    }: {
      timeLimit?: number;
      breaches?: BreachLookup | undefined;
      hosts?: readonly string[];
      names?: readonly string[];
    } = {},
  ) {
    const store = openStore(folder);
    const models = new ModelStore(store.objects);
    const membership = new Membership(store.users, models);
    const passwords = new PasswordVerifier();
    const log = (level: string, text: string): void => void this.logged.push(`${level} ${text}`);
    const host: HostServices = {
      store,
      models,
      membership,
      passwords,
      log,
      mailer: new Mailer(store.outbox, undefined),
      outgoing: hosts && new OutgoingRequests(hosts),
      lookups: names && new NameLookups(names),
      get policies() {
        return policies;
      },
    };
    const expressions = new PythonExpressions(host, { timeLimit, threads: sharedPython });
    const evaluators = policyEvaluators({ store, models, passwords, log, breaches, expressions });
    const policies: BindingPolicyEngine = new BindingPolicyEngine(models, membership, evaluators, { log });
    this.host = host;
    this.store = store;
    this.models = models;
    this.expressions = expressions;
    this.policies = policies;
  }

  /** Adds an object of any model; returns its primary key. */
  add(model: string, family: string, data: { name: string } & JsonObject): string {
    return this.store.objects.insert({ model, uniqueKey: JSON.stringify([family, data.name]), data });
  }

  addUser(username: string, more: Partial<UserDraft> = {}): User {
    const draft = { username, name: username, email: `${username}@example.com`, is_active: true, type: "internal" };
    return this.store.users.insert({ ...draft, path: "users", attributes: {}, ...more }, Date.now());
  }

  evaluate(source: string, request: Partial<ExpressionRequest> = {}): Promise<ExpressionOutcome> {
    return this.expressions.evaluate({
      kind: "policy",
      user: null,
      context: {},
      http: httpFacts(),
      ...request,
      source,
    });
  }

  /** The value of an expression, or what it raised. */
  async result(source: string, request: Partial<ExpressionRequest> = {}): Promise<unknown> {
    try {
      return (await this.evaluate(source, request)).value;
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : error;
    }
  }

  /** Why an expression is not taken. */
  async fault(source: string): Promise<string | undefined> {
    return (await this.expressions.examine([{ source, kind: "policy" }]))[0]?.fault;
  }

  close(): void {
    this.expressions.close();
    this.store.database.close();
  }
}

/** A request of nobody's, from a private address. */
export function httpFacts(more: Partial<HttpFacts> = {}): HttpFacts {
  const brand = parseFields(brandModel.fields, { domain: "id.example", branding_title: "Example" });
  if (!brand.ok) throw new Error("the brand is wrong");
  return {
    requestId: "request",
    method: "GET",
    path: "/api/v3/flows/executor/sign-in/",
    query: "next=%2Fapp",
    origin: "https://id.example",
    userAgent: "Browser/1.0",
    brand: { pk: "brand", ...brand.values },
    locale: "en",
    clientIp: "10.1.2.3",
    clientNetwork: "10.1.2.3",
    session: { user: null },
    ...more,
  };
}

/** A plan with nothing left to do, and the request's part of it. */
export function planWith(context: PlanContext): { plan: Plan; context: PlanContext } {
  return { plan: { flow: "flow", bindings: [], context, restarts: 0 }, context };
}

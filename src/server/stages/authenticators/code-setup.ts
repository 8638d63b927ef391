import { sentence } from "../../../protocol/locales/words.ts";
import type { AnswerField } from "../../../protocol/challenges.ts";
import type { UncheckedAnswer } from "../../engine/answer.ts";
import { parseFields } from "../../engine/fields.ts";
import { forget } from "../../engine/plan.ts";
import { type Answered, rejected, type Shown, type StageVisit } from "../../engine/stage-handler.ts";
import { isJsonObject, type JsonObject } from "../../store/json-value.ts";
import { currentUser } from "../current-user.ts";
import { codesHeld, countMessage, countWrongCode, forgiveWrongCodes } from "./code-attempts.ts";
import { codeField, codeIn, recipientField } from "./device-fields.ts";
import { asJson, isCode, keptCode, newCode, triesOf } from "./sent-code.ts";
import { wrongSetupCode } from "./wrong-code.ts";

type Visit = StageVisit<{ readonly pk: string }>;

/** The components of these steps. */
type SetupComponent = "ak-stage-authenticator-email" | "ak-stage-authenticator-sms";

/** Setting up a device to which codes are sent: ask for its address, send a code there, take the code. */
export interface CodeSetup<V extends Visit, C extends SetupComponent = SetupComponent> {
  readonly deviceClass: "email" | "sms";
  readonly name: string;
  /** The field of the answer that holds the address, and what is said when it is missing. */
  readonly field: Exclude<AnswerField<C>, "code">;
  readonly missing: string;
  /** What is said once it is set up. */
  readonly done: string;
  /** What is said where codes go to the address that is known, and another was given. */
  readonly otherRefused: string;
  /** Milliseconds a code can be used. */
  lifetime(visit: V): number;
  /** An address known beforehand. */
  given(visit: V): Promise<string | undefined>;
  /** The address in what was typed, or what is wrong with that. */
  read(typed: string): Promise<{ readonly address: string } | { readonly fault: string }>;
  /** The form in which addresses are compared. */
  normal(address: string): string;
  /** Why an address cannot be this person's, if there is a reason. */
  check(visit: V, address: string): string | undefined;
  /** @throws {Error} whose message is for people, when nothing could be sent */
  send(visit: V, address: string, code: string): Promise<void>;
  /** The question, with the address once there is one. */
  challenge(address: string | undefined): Extract<Shown<C>, { kind: "challenge" }>;
  /** What the device keeps, and what no other may have as well. */
  device(visit: V, address: string): { data: JsonObject; uniqueKey: string | null };
}

/** Nobody sets up anything; the stages have denied that before. */
const nobody = { pk: null, uid: "" };

const keys = {
  email: "goauthentik.io/stages/authenticator_email/email_device",
  sms: "goauthentik.io/stages/authenticator_sms/sms_device",
} as const;

/** Shows where the set-up stands; with an address known beforehand the code is sent at once. */
export async function showCodeSetup<V extends Visit, C extends SetupComponent>(
  setup: CodeSetup<V, C>,
  visit: V,
): Promise<Shown<C>> {
  if (currentUser(visit)?.pk == null) return { kind: "denied" };
  const given = await setup.given(visit);
  if (pendingAddress(setup, visit) === undefined && given && (await fault(setup, visit, given)) === undefined) {
    // Where that fails the person is asked.
    await sendTo(setup, visit, given).catch(() => undefined);
  }
  return setup.challenge(pendingAddress(setup, visit));
}

/** Takes an address or a code. A new address is a new beginning. */
export async function answerCodeSetup<V extends Visit>(
  setup: CodeSetup<V>,
  visit: V,
  answer: UncheckedAnswer<SetupComponent>,
): Promise<Answered> {
  const user = currentUser(visit);
  if (user?.pk == null) return { kind: "denied" };
  const parsed = parseFields({ code: codeField, [setup.field]: recipientField }, answer);
  if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
  const { code } = parsed.values;
  const address = parsed.values[setup.field] ?? "";
  if (address !== "" && code === "") return takeAddress(setup, visit, address);
  const pending = pendingAddress(setup, visit);
  if (pending === undefined) return rejected(setup.missing);
  return checkCode(setup, visit, pending, codeIn(code));
}

function checkCode<V extends Visit>(setup: CodeSetup<V>, visit: V, address: string, code: string): Answered {
  const { plan, request, services } = visit;
  const { limiter } = services;
  const user = currentUser(visit) ?? nobody;
  const held = codesHeld(limiter, user, request);
  if (held !== undefined) return rejected(held);
  const context = plan.context[keys[setup.deviceClass]];
  const sent = keptCode(isJsonObject(context) ? context.sent : undefined, limiter, request.now);
  if (sent && isCode(services.store.vault, sent, code)) {
    forgiveWrongCodes(limiter, user);
    return addDevice(setup, visit, address);
  }
  countWrongCode(limiter, user, request, sent ? [triesOf(sent)] : []);
  if (sent && limiter.wait([triesOf(sent)], request.now) === undefined) return rejected(wrongSetupCode("sent"));
  // Nothing can be done with it any more: the step begins anew, and sends another code where it knows the address.
  forget(plan, keys[setup.deviceClass]);
  return rejected(sentence("This code cannot be used any more. Use a new one."));
}

async function takeAddress<V extends Visit>(setup: CodeSetup<V>, visit: V, typed: string): Promise<Answered> {
  const read = await setup.read(typed);
  if ("fault" in read) return rejected(read.fault);
  const { address } = read;
  if (!(await mayChoose(setup, visit, address))) return rejected(setup.otherRefused);
  const wrong = setup.check(visit, address);
  if (wrong !== undefined) return rejected(wrong);
  try {
    await sendTo(setup, visit, address);
  } catch (error) {
    return rejected(error instanceof Error ? error.message : String(error));
  }
  // The protocol's way to say: taken, and now the code.
  return { kind: "invalid", errors: {} };
}

/** What is wrong with an address that was known beforehand, if anything. */
async function fault<V extends Visit>(setup: CodeSetup<V>, visit: V, given: string): Promise<string | undefined> {
  const read = await setup.read(given);
  return "fault" in read ? read.fault : setup.check(visit, read.address);
}

/**
 * Whoever is still signing in has shown a password at most, and with an address of their own choice could go round the second factor
 * (GHSA-qgqp-xh8r-v73r).
 */
async function mayChoose<V extends Visit>(setup: CodeSetup<V>, visit: V, address: string): Promise<boolean> {
  const given = await setup.given(visit);
  const { user: signedIn } = visit.request.session;
  const isSignedIn = signedIn !== null && signedIn.pk === currentUser(visit)?.pk;
  return isSignedIn || !given || setup.normal(given) === setup.normal(address);
}

async function sendTo<V extends Visit>(setup: CodeSetup<V>, visit: V, address: string): Promise<void> {
  const { plan, request, services } = visit;
  const to = { kind: setup.deviceClass, to: setup.normal(address) };
  const problem = countMessage(services.limiter, currentUser(visit) ?? nobody, request, to);
  if (problem !== undefined) throw new Error(problem);
  const { code, sent } = newCode(services.store.vault, request.now, setup.lifetime(visit));
  await setup.send(visit, address, code);
  plan.context[keys[setup.deviceClass]] = { address, sent: asJson(sent) };
}

function addDevice<V extends Visit>(setup: CodeSetup<V>, visit: V, address: string): Answered {
  const { settings, plan, request, services } = visit;
  const wrong = setup.check(visit, address);
  if (wrong !== undefined) return rejected(wrong);
  const { deviceClass, name } = setup;
  const userPk = currentUser(visit)?.pk ?? 0;
  services.store.devices.insert(
    { userPk, deviceClass, name, stage: settings.pk, ...setup.device(visit, address) },
    request.now,
  );
  forget(plan, keys[setup.deviceClass]);
  request.session.addMessage("success", setup.done);
  return { kind: "ok" };
}

function pendingAddress(setup: Pick<CodeSetup<Visit>, "deviceClass">, { plan }: Visit): string | undefined {
  const kept = plan.context[keys[setup.deviceClass]];
  return isJsonObject(kept) ? String(kept.address) : undefined;
}

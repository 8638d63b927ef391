import { parseFields } from "../../engine/fields.ts";
import { forget } from "../../engine/plan.ts";
import { type Answered, rejected, type Shown, type StageVisit } from "../../engine/stage-handler.ts";
import type { DeviceClass } from "../../store/device-store.ts";
import { isJsonObject, type JsonObject } from "../../store/json-value.ts";
import { currentUser } from "../current-user.ts";
import { codeField, codeIn } from "./device-fields.ts";
import { isCode, newCode } from "./sent-code.ts";

type Visit = StageVisit<{ readonly pk: string }>;

/** Setting up a device to which codes are sent: ask for its address, send a code there, take the code. */
export interface CodeSetup<V extends Visit> {
  readonly deviceClass: DeviceClass;
  readonly name: string;
  /** The field of the answer that holds the address, and what is said when it is missing. */
  readonly field: "phone_number" | "email";
  readonly missing: string;
  /** Milliseconds a code can be used. */
  lifetime(visit: V): number;
  /** An address known beforehand. */
  given(visit: V): string | undefined;
  /** What is wrong with an address, if anything. */
  check(visit: V, address: string): string | undefined;
  /** @throws {Error} whose message is for people, when nothing could be sent */
  send(visit: V, address: string, code: string): Promise<void>;
  /** The question, with the address once there is one. */
  challenge(address: string | undefined): Extract<Shown, { kind: "challenge" }>;
  /** What the device keeps, and what no other may have as well. */
  device(visit: V, address: string): { data: JsonObject; uniqueKey: string | null };
}

const key = (setup: { deviceClass: DeviceClass }): string =>
  `goauthentik.io/stages/authenticator_${setup.deviceClass}/${setup.deviceClass}_device`;

/** Shows where the set-up stands; with an address known beforehand the code is sent at once. */
export async function showCodeSetup<V extends Visit>(setup: CodeSetup<V>, visit: V): Promise<Shown> {
  if (currentUser(visit)?.pk == null) return { kind: "denied" };
  const given = setup.given(visit);
  if (pendingAddress(setup, visit) === undefined && given && setup.check(visit, given) === undefined) {
    // Where that fails the person is asked.
    await sendTo(setup, visit, given).catch(() => undefined);
  }
  return setup.challenge(pendingAddress(setup, visit));
}

/** Takes an address or a code. A new address is a new beginning. */
export async function answerCodeSetup<V extends Visit>(
  setup: CodeSetup<V>,
  visit: V,
  body: unknown,
): Promise<Answered> {
  const parsed = parseFields({ code: codeField, [setup.field]: codeField }, body);
  if (!parsed.ok) return { kind: "invalid", errors: parsed.errors };
  const { code } = parsed.values;
  const address = parsed.values[setup.field] ?? "";
  const pending = pendingAddress(setup, visit);
  if (address !== "" && code === "") return takeAddress(setup, visit, address);
  if (pending === undefined) return rejected(setup.missing);
  const kept = visit.plan.context[key(setup)];
  const sent = isJsonObject(kept) ? kept.sent : undefined;
  const { request, services } = visit;
  const answer = { kept: sent, typed: codeIn(code), now: request.now };
  if (!isCode(services.store.vault, `setup/${pending}`, answer)) return rejected("Code does not match");
  return addDevice(setup, visit, pending);
}

async function takeAddress<V extends Visit>(setup: CodeSetup<V>, visit: V, address: string): Promise<Answered> {
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

async function sendTo<V extends Visit>(setup: CodeSetup<V>, visit: V, address: string): Promise<void> {
  const { request, services } = visit;
  const validity = { now: request.now, lifetime: setup.lifetime(visit) };
  const { code, sent } = newCode(services.store.vault, `setup/${address}`, validity);
  await setup.send(visit, address, code);
  visit.plan.context[key(setup)] = { address, sent };
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
  forget(plan, key(setup));
  return { kind: "ok" };
}

function pendingAddress(setup: { deviceClass: DeviceClass }, { plan }: Visit): string | undefined {
  const kept = plan.context[key(setup)];
  return isJsonObject(kept) ? String(kept.address) : undefined;
}

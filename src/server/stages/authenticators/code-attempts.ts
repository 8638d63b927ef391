import { sentence } from "../../../protocol/locales/words.ts";
import type { FlowRequest } from "../../engine/flow-request.ts";
import { type Counted, type Limiter, tooMany } from "../../engine/limiter.ts";
import type { PendingUser } from "../../engine/plan-context.ts";
import { normalName } from "../../store/normal-name.ts";

type User = Pick<PendingUser, "pk" | "uid">;
type Request = Pick<FlowRequest, "clientNetwork" | "deviceUid" | "now">;

/**
 * Whether codes of an account are looked at now. A browser that has signed in to it before has a budget of its own.
 *
 * @returns what to say to whoever has to wait. It may be said: they have given the password already
 */
export function codesHeld(limiter: Limiter, user: User, request: Request): string | undefined {
  if (isKnown(user, request) && limiter.wait([deviceOf(user)], request.now) === undefined) return undefined;
  const wait = limiter.wait([accountOf(user)], request.now);
  return wait === undefined ? undefined : tooMany("wrong codes", wait);
}

/** Notes a wrong code. @param more what else it counts for, such as the code that was sent */
export function countWrongCode(limiter: Limiter, user: User, request: Request, more: readonly Counted[]): void {
  const own = isKnown(user, request) ? [deviceOf(user)] : [];
  limiter.add([accountOf(user), ...own, ...more], request.now);
}

/** A right code makes up for the wrong ones before. */
export function forgiveWrongCodes(limiter: Limiter, user: User): void {
  limiter.forget([accountOf(user), deviceOf(user)]);
}

/**
 * Counts a code that is to be sent.
 *
 * @param to address or number, as it was given
 * @returns what to say where that are too many
 */
export function countMessage(
  limiter: Limiter,
  user: User,
  request: Request,
  { kind, to }: { kind: "email" | "sms"; to: string },
): string | undefined {
  const wait = limiter.take(
    [
      ["code-message-account", String(user.pk)],
      ["code-message-recipient", `${kind} ${normalName(to)}`],
      [kind === "sms" ? "code-text-network" : "code-mail-network", request.clientNetwork],
    ],
    request.now,
  );
  return wait === undefined ? undefined : sentence("Too many codes have been requested. Please try again later.");
}

function isKnown(user: User, { deviceUid }: Request): boolean {
  return user.pk !== null && deviceUid === user.uid;
}

function accountOf({ pk }: User): Counted {
  return ["code-account", String(pk)];
}

function deviceOf({ pk }: User): Counted {
  return ["code-device", String(pk)];
}

import type { User, UserField } from "../store/user-store.ts";
import type { Services } from "./services.ts";

/**
 * The one user whom a name names. Where several accounts answer to it, which an older database can hold, nobody is meant: the first of them
 * would be a guess, and whoever chose the name could have wanted that.
 *
 * @param ignoreCase whether names are compared in their normal form
 */
export function findUser(
  { store, log }: Pick<Services, "store" | "log">,
  fields: readonly UserField[],
  name: string,
  ignoreCase: boolean,
): User | undefined {
  const [user, ...others] = store.users.matches(fields, name, ignoreCase);
  if (others.length === 0) return user;
  const accounts = [user, ...others].map((one) => one?.uid).join(", ");
  log("warning", `Several accounts answer to one name, so nobody signs in with it until one is renamed: ${accounts}`);
  return undefined;
}

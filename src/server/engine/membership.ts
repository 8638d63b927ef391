import type { User, UserStore } from "../store/user-store.ts";
import { type Group, groupModel } from "./models/group-model.ts";
import type { ModelStore } from "./model-store.ts";

/** Answers who belongs to what. Members of a group belong to all its ancestors. */
export class Membership {
  readonly #users: UserStore;
  readonly #models: ModelStore;

  constructor(users: UserStore, models: ModelStore) {
    this.#users = users;
    this.#models = models;
  }

  /** All groups of a user, ancestors included. Nobody and people who do not exist have none. */
  groupsOf(user: { pk: number | null } | null): Group[] {
    if (user?.pk == null) return [];
    const found = new Map<string, Group>();
    const queue = this.#users.groupsOf(user.pk);
    for (let pk = queue.pop(); pk !== undefined; pk = queue.pop()) {
      const group = found.has(pk) ? undefined : this.#models.get(groupModel, pk);
      if (!group) continue;
      found.set(pk, group);
      queue.push(...group.parents, ...(group.parent ? [group.parent] : []));
    }
    return [...found.values()];
  }

  isSuperuser(user: { pk: number | null } | null): boolean {
    return this.groupsOf(user).some((group) => group.is_superuser);
  }

  /** Everybody who is one, in the order they joined. */
  superusers(): User[] {
    const groups = this.#models.list(groupModel);
    const powerful = new Set(groups.filter((group) => group.is_superuser).map(({ pk }) => pk));
    // Until nothing is added: whoever is in a group is in those above it, too.
    for (let before = -1; before < powerful.size;) {
      before = powerful.size;
      for (const { pk, parent, parents } of groups)
        if ([parent ?? "", ...parents].some((above) => powerful.has(above))) powerful.add(pk);
    }
    return this.#users.membersOf([...powerful]);
  }

  /** Whether errors may show this user how they came about. */
  isDebugger(user: { pk: number | null } | null): boolean {
    return (
      this.isSuperuser(user) ||
      this.groupsOf(user).some((group) => group.attributes["goauthentik.io/user/debug"] === true)
    );
  }
}

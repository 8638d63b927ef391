import { accountSlugs } from "../engine/blueprint/account-slugs.ts";
import { flowModel } from "../engine/models/flow-model.ts";
import type { LinkGroup } from "../http/link-group.ts";
import type { Store } from "../store/store.ts";
import { demoFlows } from "./demo-flows.ts";

/** The demonstration's flows that a store has, by the slugs that they have there: one from before may have others, or fewer. */
export function existingFlows(store: Store): LinkGroup[] {
  const slugs = new Set(store.objects.list(flowModel.name).map(({ data }) => data.slug));
  const names = accountSlugs(store);
  return demoFlows.map((group) => ({
    ...group,
    links: group.links.flatMap((link) => {
      const slug = /^\/if\/flow\/([^/]+)\/$/.exec(link.path)?.[1];
      if (slug === undefined) return link;
      const own = String(names[slug.replace(/^account-/, "account-slug-")] ?? slug);
      return slugs.has(own) ? { ...link, path: `/if/flow/${own}/` } : [];
    }),
  }));
}

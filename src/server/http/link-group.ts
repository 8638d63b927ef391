/** A link on a page. */
export interface PageLink {
  readonly path: string;
  /** What is to be found there. */
  readonly shows: string;
}

/** Links about one thing. */
export interface LinkGroup {
  readonly title: string;
  readonly links: readonly PageLink[];
}

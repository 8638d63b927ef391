/** A link on a page. */
export interface PageLink {
  readonly path: string;
  /** What is to be found there, in English; pages say it in the reader's language. */
  readonly shows: string;
}

/** Links about one thing. */
export interface LinkGroup {
  readonly title: string;
  readonly links: readonly PageLink[];
}

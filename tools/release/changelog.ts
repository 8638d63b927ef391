const unreleased = "## Unreleased\n";

/**
 * Gives what has not been released a version, and makes room for what comes next (keepachangelog.com).
 *
 * @param date such as `2026-11-30`
 * @throws {Error} where there is nothing to release, or the version is there already
 */
export function released(changelog: string, version: string, date: string): string {
  const [head, rest, ...more] = changelog.split(unreleased);
  if (head === undefined || rest === undefined || more.length > 0)
    throw new Error(`CHANGELOG.md has to have one "${unreleased.trim()}".`);
  const [news = "", ...earlier] = rest.split(/^(?=## )/m);
  if (!/^[-*] /m.test(news)) throw new Error("CHANGELOG.md has nothing that is unreleased.");
  if (earlier.some((section) => section.startsWith(`## ${version} `)))
    throw new Error(`CHANGELOG.md has ${version} already.`);
  return `${head}${unreleased}\n## ${version} – ${date}\n${rest}`;
}

/** What is said of a version, for the page of its release. @throws {Error} where it is not there */
export function notesOf(changelog: string, version: string): string {
  const section = changelog.split(/^(?=## )/m).find((part) => part.startsWith(`## ${version} `));
  if (section === undefined) throw new Error(`CHANGELOG.md does not have ${version}.`);
  return section.slice(section.indexOf("\n")).trim();
}

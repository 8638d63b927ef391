type Estimate = (password: string, known: string[]) => Promise<number>;

let estimate: Promise<Estimate> | undefined;

/**
 * How hard a password is to guess, by the estimate of zxcvbn: 0 (at once) to 4.
 *
 * @param known words somebody who guesses would try first
 */
export async function passwordScore(password: string, known: string[]): Promise<number> {
  estimate ??= load();
  return (await estimate)(password, known);
}

/** The dictionaries are large, and most servers never judge a password. */
async function load(): Promise<Estimate> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
  // What everybody has is refused for certain, whatever the estimate makes of it.
  const frequent = new Set(common.dictionary["passwords-common"]);
  return async (password, known) =>
    frequent.has(password.toLowerCase()) ? 0 : (await zxcvbn.checkAsync(password, known)).score;
}

/** Enough of an address to recognise one's own: `m*****@c******.org`. */
export function maskedAddress(address: string): string {
  const [local = "", domain = ""] = address.split("@");
  const labels = domain.split(".");
  const last = labels.pop() ?? "";
  const mask = (word: string): string => word.charAt(0) + "*".repeat(Math.max(word.length - 1, 1));
  return `${mask(local)}@${[...labels.map(mask), last].join(".")}`;
}

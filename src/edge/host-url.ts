/** The host of a request as a URL; none for anything but a name or an address and a port (RFC 9110 §7.2). */
export function hostUrl(scheme: string, host: string): URL | undefined {
  if (!/^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(host)) return undefined;
  const text = `${scheme}://${host.replace(/\.(?=:|$)/, "")}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Names of this machine (RFC 6761 §6.3) and its addresses. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/i.test(hostname);
}

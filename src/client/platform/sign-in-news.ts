/** Tells other tabs of the site that somebody may have signed in, and hears it of them, until the signal aborts. @returns tells the others */
export function shareSignIns(onSignIn: () => void, signal: AbortSignal): () => void {
  if (!("BroadcastChannel" in window)) return () => undefined;
  const channel = new BroadcastChannel("flow-sign-in");
  channel.addEventListener("message", onSignIn);
  signal.addEventListener("abort", () => channel.close());
  return () => channel.postMessage("left");
}

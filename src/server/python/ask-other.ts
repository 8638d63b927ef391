import type { JsonObject } from "../store/json-value.ts";
import { isJsonObject } from "../store/json-value.ts";
import { LateAnswer, type OutgoingRequests } from "./outgoing-requests.ts";

/** Sends the request of an expression, and has the answer or its failure for Python. */
export async function askOther(outgoing: OutgoingRequests | undefined, args: JsonObject): Promise<JsonObject> {
  if (!outgoing) throw new Error("Expressions have no network here.");
  const { method, url, headers, body, timeout, follow } = args;
  try {
    const answer = await outgoing.send({
      method: String(method),
      url: String(url),
      headers: Object.fromEntries(
        Object.entries(isJsonObject(headers) ? headers : {}).map(([name, value]) => [name, String(value)]),
      ),
      body: typeof body === "string" ? Buffer.from(body, "base64") : undefined,
      timeout: typeof timeout === "number" && timeout > 0 ? timeout * 1000 : Number.POSITIVE_INFINITY,
      isFollowing: follow === true,
    });
    return { ...answer, body: answer.body.toString("base64") };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error), isLate: error instanceof LateAnswer };
  }
}

import { msg } from "@lit/localize";
import { nothing, type TemplateResult } from "lit";
import type { Challenge } from "../../../protocol/challenges.ts";
import { retryButton } from "./notice.ts";

/**
 * Back from a login source to the step where it was chosen. What the server itself asks tells about its flow, and has no such step; what
 * was chosen from a list does not.
 */
export function otherWay(challenge: Challenge): TemplateResult | typeof nothing {
  return challenge.flow_info ? nothing : retryButton(msg("Choose another way"), true);
}

import { encodeQueryValue } from "../../../protocol/flow-url.ts";
import type { ModelStore } from "../../engine/model-store.ts";
import { type Flow, flowModel } from "../../engine/models/flow-model.ts";
import { stageBindingModel } from "../../engine/models/stage-binding-model.ts";
import { isSecret, promptModel, promptStageModel } from "../../stages/prompt/prompt-model.ts";
import { userWriteStageModel } from "../../stages/user-write-model.ts";
import type { DeviceClass } from "../../store/device-store.ts";
import { accountPath } from "./account-visit.ts";

/** A flow in which people change something about their account. */
export interface AccountFlow {
  readonly title: string;
  /** Comes back to the account's page, whether something was changed or not. */
  readonly href: string;
  /** The second factors that it sets up. */
  readonly adds: readonly DeviceClass[];
  readonly deletes: boolean;
}

/** What people can change about their account: the flows that are there for it. */
export function accountFlows(models: ModelStore, isWanted: (flow: Flow) => boolean = () => true): AccountFlow[] {
  return models
    .list(flowModel)
    .filter(
      ({ designation, authentication }) =>
        authentication === "require_authenticated" &&
        (designation === "stage_configuration" || designation === "unenrollment"),
    )
    .filter(isWanted)
    .map((flow) => ({
      title: flow.title,
      href: `/if/flow/${flow.slug}/?next=${encodeQueryValue(accountPath)}`,
      adds: addedBy(flow, models),
      deletes: flow.designation === "unenrollment",
    }));
}

const setup = /^authentik_stages_authenticator_(static|totp|webauthn|duo|sms|email)\./;

function addedBy({ pk }: Flow, models: ModelStore): DeviceClass[] {
  return models.listByTarget(stageBindingModel, pk).flatMap(({ stage }) => {
    const kind = setup.exec(models.raw(stage)?.model ?? "")?.[1] as DeviceClass | undefined;
    return kind ?? [];
  });
}

/** The flow in which people choose another password: where one of the forms asks for it, and a later step keeps it. */
export function passwordFlow(models: ModelStore): AccountFlow | undefined {
  return accountFlows(models, (flow) => flow.designation === "stage_configuration" && writesPassword(flow, models))[0];
}

function writesPassword({ pk }: Flow, models: ModelStore): boolean {
  const bindings = models.listByTarget(stageBindingModel, pk).sort((one, other) => one.order - other.order);
  const stages = bindings.map(({ stage }) => stage);
  const asks = stages.findIndex((stage) =>
    models.get(promptStageModel, stage)?.fields.some((field) => {
      const prompt = models.get(promptModel, field);
      return prompt !== undefined && isSecret(prompt);
    }),
  );
  return asks >= 0 && stages.slice(asks).some((stage) => models.get(userWriteStageModel, stage) !== undefined);
}

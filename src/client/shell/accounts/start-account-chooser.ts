import {
  addKnownAccount,
  clearKnownAccounts,
  knownAccounts,
  removeKnownAccount,
} from "../../platform/known-accounts.ts";
import { rememberAccount } from "../../platform/remembered-account.ts";
import type { FlowBeforeSubmitEvent } from "../../ui/events.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { shownChallenge } from "../shown-challenge.ts";
import { type AccountChooseEvent, AccountChooser } from "./account-chooser.ts";

/** Offers several accounts where the name is asked for, once people have had more than one remembered here. "Not you?" forgets them. */
export function startAccountChooser(executor: FlowExecutor, signal: AbortSignal): void {
  const chooser = new AccountChooser();
  let named: { name: string; isKept: boolean } | undefined;

  const forget = (): void => {
    clearKnownAccounts();
    rememberAccount("");
    chooser.remove();
  };
  const onBeforeSubmit = ({ challenge, answer }: FlowBeforeSubmitEvent): void => {
    if (challenge.component !== "ak-stage-identification") return;
    const box = executor.querySelector<HTMLInputElement>("input[name=remember]");
    const { uid_field: name } = answer;
    named = typeof name === "string" ? { name, isKept: box?.checked === true } : undefined;
  };
  const onShown = (): void => {
    const challenge = shownChallenge(executor);
    if (challenge?.component !== "ak-stage-identification") {
      if (named) settle(named.name, named.isKept);
      named = undefined;
      return chooser.remove();
    }
    chooser.names = knownAccounts();
    const isUseful = chooser.names.length > 1 && Boolean(challenge.user_fields?.length && challenge.enable_remember_me);
    if (!isUseful) chooser.remove();
    else if (!chooser.isConnected) executor.querySelector(".ak-form")?.before(chooser);
  };
  const onChoose = ({ name: chosen }: AccountChooseEvent): void => {
    const form = executor.querySelector<HTMLFormElement>(".ak-form");
    const name = form?.querySelector<HTMLInputElement>("[name=uidField]");
    const box = form?.querySelector<HTMLInputElement>("[name=remember]");
    if (!form || !name || !box) return;
    name.value = chosen;
    name.dispatchEvent(new Event("input", { bubbles: true }));
    box.checked = true;
    const password = form.querySelector<HTMLInputElement>("[name=password][required]");
    if (password?.value === "") password.focus();
    else form.requestSubmit();
  };

  chooser.addEventListener("ak-account-choose", onChoose);
  chooser.addEventListener("ak-accounts-forget", forget);
  const onClick = ({ target }: Event): void => {
    if (target instanceof Element && target.closest(".ak-not-you")) forget();
  };
  const onBeforeLeave = (): void => {
    if (named) settle(named.name, named.isKept);
  };
  executor.addEventListener("click", onClick, { signal });
  executor.addEventListener("ak-flow-before-submit", onBeforeSubmit, { signal });
  executor.addEventListener("ak-flow-shown", onShown, { signal });
  executor.addEventListener("ak-flow-before-leave", onBeforeLeave, { signal });
  onShown();
}

/** The server has taken the name. */
function settle(name: string, isKept: boolean): void {
  if (isKept && name) addKnownAccount(name);
  else removeKnownAccount(name);
}

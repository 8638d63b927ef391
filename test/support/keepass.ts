import { afterwards, type MountedFlow } from "./mount.ts";

/** What a manager would save of a form. */
export interface Login {
  readonly name: string;
  readonly password: string;
}

/** KeePassXC: holds on to the first password input that it finds and to the text input before it, and reads both at each submit. */
export function keePass({ root }: MountedFlow): Login[] {
  const logins: Login[] = [];
  const form = root.querySelector("form");
  let password: HTMLInputElement | null = null;
  const find = (): void => {
    password ??= form?.querySelector<HTMLInputElement>("input[type=password]") ?? null;
  };
  find();
  const observer = new MutationObserver(find);
  observer.observe(root, { childList: true, subtree: true });
  const onSubmit = (): void => {
    if (!form || !password) return;
    logins.push({ name: textBefore(form, password)?.value ?? "", password: password.value });
  };
  addEventListener("submit", onSubmit, { capture: true });
  afterwards(() => {
    observer.disconnect();
    removeEventListener("submit", onSubmit, { capture: true });
  });
  return logins;
}

export function textBefore(form: HTMLFormElement, password: HTMLInputElement): HTMLInputElement | undefined {
  const texts = [...form.querySelectorAll<HTMLInputElement>("input[type=text], input[type=email]")];
  const inForm = form.contains(password) ? password : form.querySelector("[data-stage]");
  const before = texts.filter(
    (text) => !text.disabled && inForm && text.compareDocumentPosition(inForm) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return before.at(-1);
}

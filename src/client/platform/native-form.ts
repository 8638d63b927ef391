/** What a browser sends by itself, outside of any script: for services that take a form and answer with a page. */
export interface NativeForm {
  /** Absolute or relative URL; the caller has checked its scheme. */
  readonly url: string;
  readonly values: Readonly<Record<string, string>>;
  /** The name of a frame that takes the answer; without, the page itself goes there. */
  readonly target?: string;
}

/** Posts a form, as a person's press of a button would. */
export function postNativeForm({ url, values, target }: NativeForm): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  if (target) form.target = target;
  form.hidden = true;
  for (const [name, value] of Object.entries(values)) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  // Only a form in the document can be sent. A field may be called "submit", so that the form's own method is out of reach.
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}

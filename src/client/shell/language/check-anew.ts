import { validationText } from "../../ui/text/validation-text.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { setAttribute, setText } from "../field-row.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * Notes which fields have been found wrong by the page itself, before anything was sent.
 *
 * @returns says that of them once more, in the language that is spoken by then; the server's words are left to the server
 */
export function noteChecks(executor: FlowExecutor): () => void {
  const controls = [...executor.querySelectorAll<Control>("[aria-invalid=true]")];
  const found = controls.flatMap((control) => {
    const place = placeOf(control);
    return place?.textContent === validationText(control) ? [{ control, place }] : [];
  });
  return () => {
    for (const { control, place } of found) {
      if (!place.isConnected || control.validity.valid) continue;
      setText(place, validationText(control));
      place.hidden = false;
      setAttribute(control, "aria-invalid", "true");
      // A living input forgets its error when the step is asked for anew.
      const ids = new Set(control.getAttribute("aria-describedby")?.split(" ")).add(place.id);
      setAttribute(control, "aria-describedby", [...ids].join(" "));
    }
  };
}

/** Where it stands what is wrong with a control: a stage's own, or one of the two living inputs. */
function placeOf(control: Control): HTMLElement | null | undefined {
  return (
    control.form?.querySelector<HTMLElement>(`#${CSS.escape(control.id)}-check`) ??
    control.closest(".ak-identity, .ak-credential")?.querySelector<HTMLElement>(".ak-error")
  );
}

import { css } from "lit";
import { lazySheet } from "../ui/adopt-styles.ts";
import { brandOf } from "./brand-of.ts";
import type { FlowExecutor } from "./flow-executor.ts";

const brokenPictureStyles = lazySheet(css`
  @layer flow.state {
    img[data-broken] {
      display: none;
    }
  }
`);

/** Hides pictures that do not load, of people, of sources and in texts; in the place of a logo stands the brand's name. */
export async function watchBrokenPictures(executor: FlowExecutor, signal: AbortSignal): Promise<void> {
  brokenPictureStyles(executor);
  // Neither event bubbles.
  executor.addEventListener("error", ({ target }) => hide(target), { capture: true, signal });
  executor.addEventListener("load", ({ target }) => show(target), { capture: true, signal });
  watch(executor.querySelectorAll("img"), hide);
  const served = executor.querySelector<HTMLImageElement>(".ak-brand img");
  if (!served) await brandOf(executor);
  await executor.updateComplete;
  const logo = served ?? executor.renderRoot.querySelector<HTMLImageElement>("[part=brand] img");
  if (!logo) return;
  const onError = (): void => nameInPlaceOf(logo, executor);
  logo.addEventListener("error", onError, { signal });
  watch([logo], onError);
}

/** Pictures that may have failed before anybody listened. */
function watch(pictures: Iterable<HTMLImageElement>, onError: (picture: HTMLImageElement) => void): void {
  for (const picture of pictures) {
    if (picture.complete && picture.getAttribute("src")) picture.decode().catch(() => onError(picture));
  }
}

function hide(target: EventTarget | null): void {
  if (target instanceof HTMLImageElement) target.dataset["broken"] = "";
}

function show(target: EventTarget | null): void {
  if (target instanceof HTMLImageElement) delete target.dataset["broken"];
}

function nameInPlaceOf(logo: HTMLImageElement, executor: FlowExecutor): void {
  if (!logo.isConnected || !logo.alt) return;
  const served = executor.querySelector<HTMLElement>(".ak-brand");
  const place = served ?? document.createElement("header");
  if (!served) {
    place.className = "ak-brand";
    place.slot = "brand";
    executor.append(place);
  }
  place.textContent = logo.alt;
}

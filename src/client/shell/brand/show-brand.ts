import type { Brand } from "../../../protocol/challenges.ts";
import { isDark } from "../../platform/appearance.ts";
import { addPageStyles, setPageIcon, setPageTheme, watchDarkness } from "../../platform/page-brand.ts";
import type { FlowExecutor } from "../flow-executor.ts";
import { startPart } from "../start-part.ts";

/**
 * Gives a page what its brand says beyond name and logo: colours, rules of its own, icon, and pictures that fit the colours.
 *
 * @param isInPage the server has made the page for this brand, so that it has all but the pictures already
 */
export function showBrand(executor: FlowExecutor, brand: Brand, isInPage: boolean, signal: AbortSignal): void {
  if (!isInPage) {
    if (brand.ui_theme === "light" || brand.ui_theme === "dark") setPageTheme(brand.ui_theme);
    if (brand.branding_custom_css) addPageStyles(brand.branding_custom_css);
  }
  if (brand.branding_custom_css) wearBrandsTheme(executor, brand.branding_custom_css, signal);
  const showPictures = (): void => {
    const theme = isDark() ? "dark" : "light";
    const logo = brand.branding_logo_themed_urls?.[theme];
    if (logo && executor.brand) executor.brand = { ...executor.brand, branding_logo: logo };
    const icon = brand.branding_favicon_themed_urls?.[theme] ?? (isInPage ? "" : brand.branding_favicon);
    if (icon) setPageIcon(icon);
  };
  showPictures();
  watchDarkness(showPictures, signal);
}

/** Most brands have no rules at all, and need nothing of this. */
function wearBrandsTheme(executor: FlowExecutor, css: string, signal: AbortSignal): void {
  void startPart(executor, signal, async () => {
    const { wearTheme } = await import("./wear-theme.ts");
    wearTheme(executor, css, signal);
  });
}

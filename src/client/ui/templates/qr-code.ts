import { html, type TemplateResult } from "lit";

/** Which modules of a QR code are dark, row by row. */
export type QrModules = readonly (readonly boolean[])[];

/**
 * A QR code, dark on white in every theme, with the four modules of white around it that readers need (ISO/IEC 18004 §6.3.8).
 *
 * @param modules `undefined` while they are being made: the place is kept
 * @param label what it is for those who cannot see it
 */
export function qrCode(modules: QrModules | undefined, label: string): TemplateResult {
  const size = (modules?.length ?? 0) + 8;
  return html`<svg class="ak-qr" role="img" aria-label=${label} viewBox="-4 -4 ${size} ${size}">
    <path d=${modules ? pathOf(modules) : ""}></path>
  </svg>`;
}

/** One closed bar for each run of dark modules. */
function pathOf(modules: QrModules): string {
  return modules
    .flatMap((row, y) =>
      row.flatMap((isDark, x) => {
        if (!isDark || row[x - 1]) return [];
        const end = row.indexOf(false, x);
        const width = (end < 0 ? row.length : end) - x;
        return [`M${x} ${y}h${width}v1h-${width}z`];
      }),
    )
    .join("");
}

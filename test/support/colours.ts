type Rgb = readonly [red: number, green: number, blue: number];

const canvas = new OffscreenCanvas(1, 1);

/** The colours as they are painted, one over the other, in sRGB: canvas understands every notation that the browser does. */
export function painted(...layers: string[]): Rgb {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  for (const layer of layers) {
    context.fillStyle = layer;
    context.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** The contrast ratio of two colours, 1 to 21 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The value of a colour expression, such as `var(--ak-text)`, where the element stands. */
export function colourIn(element: HTMLElement, expression: string): string {
  const probe = document.createElement("span");
  probe.style.color = expression;
  (element.querySelector("form") ?? element).append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Below this a colour lets through what is behind it. */
const leastAlpha = 0.3;

/** How light a CSS colour is, from 0 to 1; `undefined` where it cannot be read or is hardly there. */
export function lumaOf(colour: string): number | undefined {
  const probe = document.createElement("span");
  // A mixture is written in numbers, whatever the colour was written in.
  probe.style.color = `color-mix(in srgb, ${colour} 100%, ${colour})`;
  document.body.append(probe);
  const numbers = /^color\(srgb ([^)]+)\)$/.exec(getComputedStyle(probe).color)?.[1];
  probe.remove();
  const [red = NaN, green = NaN, blue = NaN, alpha = 1] = numbers?.split(/[\s/]+/).map(Number) ?? [];
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return Number.isNaN(luma) || alpha < leastAlpha ? undefined : luma;
}

// Colours that survive coding well enough to be told apart.
export const COLOURS = {
  red: [254, 0, 0],
  lime: [0, 255, 0],
  blue: [0, 0, 254],
  yellow: [255, 255, 0],
  magenta: [254, 0, 255],
  cyan: [0, 255, 255],
  white: [255, 255, 255],
  gray: [128, 128, 128],
} as const;

export type ColourName = keyof typeof COLOURS;

/** The colour that this is, when it is near one of them: coding and scaling move each part by a few. */
export function colourName([red, green, blue]: readonly [number, number, number]): ColourName | 'other' {
  const distance = ([r, g, b]: readonly [number, number, number]) =>
    Math.max(Math.abs(red - r), Math.abs(green - g), Math.abs(blue - b));
  const found = Object.entries(COLOURS).find(([, colour]) => distance(colour) <= 28);
  return (found?.[0] as ColourName | undefined) ?? 'other';
}

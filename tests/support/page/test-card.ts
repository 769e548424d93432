/** What the camera's frame holds beside the bar code: colour patches, a flash, a ground that names the person. */

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const PATCHES: readonly { name: string; colour: Rgb; area: Area }[] = (
  [
    ['red', [220, 40, 40]],
    ['green', [40, 180, 60]],
    ['blue', [40, 70, 220]],
    ['yellow', [230, 210, 50]],
    ['grey', [128, 128, 128]],
  ] as const
).map(([name, colour], index) => ({
  name,
  colour,
  area: { x: 0.05 + index * 0.18, y: 0.12, width: 0.18, height: 0.16 },
}));

/** White during the beep, black else. */
export const FLASH: Area = { x: 0.41, y: 0.7, width: 0.18, height: 0.14 };

/** A place that shows nothing but the ground. */
export const GROUND: Area = { x: 0.7, y: 0.7, width: 0.2, height: 0.14 };

/** The colour at a point given in fractions of the frame. */
export type ColourAt = (x: number, y: number) => Rgb;

export function colourOf(area: Area, colourAt: ColourAt): Rgb {
  const sum = [0, 0, 0];
  for (const dx of [0.3, 0.5, 0.7])
    for (const dy of [0.3, 0.5, 0.7]) {
      const colour = colourAt(area.x + dx * area.width, area.y + dy * area.height);
      for (const channel of [0, 1, 2] as const) sum[channel] = (sum[channel] ?? 0) + colour[channel];
    }
  const mean = (channel: number) => Math.round((sum[channel] ?? 0) / 9);
  return [mean(0), mean(1), mean(2)];
}

export const lumaOf = ([red, green, blue]: Rgb): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** The largest difference of a channel. */
export function colourDistance(one: Rgb, other: Rgb): number {
  return Math.max(...one.map((value, channel) => Math.abs(value - (other[channel] ?? 0))));
}

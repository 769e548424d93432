import type { Show } from '#client';

/** Null: the formats of the site. */
export type FormatChoice = Show['formats'];
export type ShowFormat = NonNullable<FormatChoice>[number];
export type Shape = ShowFormat['shape'];

export const SHAPES: readonly Shape[] = ['16:9', '9:16', '1:1'];

const USUAL: ShowFormat = {
  shape: '16:9',
  shortSidePx: 720,
  frameRate: 30,
  preset: 'veryfast',
  layout: null,
};
export const USUAL_CHOICE: readonly ShowFormat[] = [USUAL];

/** The server refuses more. */
const FORMATS_AT_MOST = 3;
export const isFull = (formats: readonly ShowFormat[]): boolean => formats.length >= FORMATS_AT_MOST;

/** Whether this shape can be removed, which the only one cannot, or added. */
export function canToggle(formats: readonly ShowFormat[], shape: Shape): boolean {
  const others = formats.filter((format) => format.shape !== shape);
  return others.length === formats.length ? !isFull(formats) : others.length > 0;
}

/** Adds this shape with the rhythm and preset of the main format, or removes it. The last one stays. */
export function withShapeToggled(formats: readonly ShowFormat[], shape: Shape): ShowFormat[] {
  const others = formats.filter((format) => format.shape !== shape);
  if (others.length < formats.length) return others.length === 0 ? [...formats] : withOneRhythm(others);
  const { frameRate, preset } = formats[0] ?? USUAL;
  // Only a show of one format can pass its source on.
  const alone = formats.map(({ passthrough: _passthrough, ...format }) => format);
  return [...alone, { ...USUAL, shape, frameRate, preset }];
}

export const hasAv1 = (formats: readonly ShowFormat[]): boolean =>
  formats.some(({ codec }) => codec === 'av1');

/** The main format in AV1 too, in the same size, or no longer. */
export function withAv1(formats: readonly ShowFormat[], isOn: boolean): ShowFormat[] {
  const others = formats.filter(({ codec }) => codec !== 'av1');
  const [main = USUAL] = others;
  if (!isOn) return others;
  const alone = others.map(({ passthrough: _passthrough, ...format }) => format);
  const { ladder: _ladder, passthrough: _passthrough, ...same } = main;
  return [...alone, { ...same, codec: 'av1' }];
}

export function withFormat(
  formats: readonly ShowFormat[],
  shape: Shape,
  change: Partial<ShowFormat>,
): ShowFormat[] {
  return formats.map((format) => {
    if (format.shape !== shape) return format;
    if (change.shortSidePx === undefined) return { ...format, ...change };
    // Qualities that were chosen for another size may be larger than this one.
    const { ladder: _ladder, ...rest } = format;
    return { ...rest, ...change };
  });
}

export function withMain(formats: readonly ShowFormat[], shape: Shape): ShowFormat[] {
  const main = formats.filter((format) => format.shape === shape);
  return withOneRhythm([...main, ...formats.filter((format) => format.shape !== shape)]);
}

/** The frame rate of the main format is a multiple of the others, or they take it. */
function withOneRhythm([main, ...others]: readonly ShowFormat[]): ShowFormat[] {
  if (main === undefined) return [];
  const { frameRate } = main;
  return [
    main,
    ...others.map((format) => (frameRate % format.frameRate === 0 ? format : { ...format, frameRate })),
  ];
}

/** 1280 × 720, or 720 × 1280. */
export function canvasText(shape: Shape, shortSidePx: number): string {
  const longSidePx = shape === '1:1' ? shortSidePx : 2 * Math.round((shortSidePx * 8) / 9);
  const [width, height] = shape === '9:16' ? [shortSidePx, longSidePx] : [longSidePx, shortSidePx];
  return `${width} × ${height}`;
}

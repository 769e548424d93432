import type { Crop } from '#layout';

/** What a decoder hands out: frames of exactly this size. `fill` cuts what is too much, `exact` stretches. */
export interface DecoderShape {
  width: number;
  height: number;
  mode: 'fill' | 'exact';
  /** Cut off before anything else. */
  crop?: Crop | undefined;
}

export const sameShape = (a: DecoderShape, b: DecoderShape): boolean =>
  a.width === b.width && a.height === b.height && a.mode === b.mode && sameCrop(a.crop, b.crop);

const SIDES = ['left', 'top', 'right', 'bottom'] as const;

export const sameCrop = (a: Crop | undefined, b: Crop | undefined): boolean =>
  a === b || SIDES.every((side) => (a?.[side] ?? 0) === (b?.[side] ?? 0));

export const sameShapes = (a: readonly DecoderShape[], b: readonly DecoderShape[]): boolean =>
  a.length === b.length && a.every((shape, index) => sameShape(shape, b[index] as DecoderShape));

/** Two formats whose tiles are alike share one output of the decoder. */
export const uniqueShapes = (shapes: readonly DecoderShape[]): DecoderShape[] =>
  shapes.filter((shape, index) => shapes.findIndex((other) => sameShape(other, shape)) === index);

/** A shared screen of 4K, upright or not, and no more: a decoder's memory and time go by pixels. */
export const DECODED_PIXELS_AT_MOST = 4_096 * 2_304;

export const isTooLarge = ({ width, height }: { width: number; height: number }): boolean =>
  width * height > DECODED_PIXELS_AT_MOST;

/** A frame larger by no more than this is cut to its tile: scaling it costs more than decoding it, and blurs it. */
const CUT_AT_MOST = 1.06;

/** Cut at once when it nearly fits, else scaled until it covers the tile and cut then. */
function cover(width: number, height: number): string {
  const nearlyFits = `between(iw,${width},${width}*${CUT_AT_MOST})*between(ih,${height},${height}*${CUT_AT_MOST})`;
  return `scale=w='if(${nearlyFits},iw,${width})':h='if(${nearlyFits},ih,${height})'`;
}

/**
 * Browsers send H.264 as full range and VP8 as limited, cameras of both matrices: the scale filter brings all
 * to one, or tiles would differ in contrast. The IVF header says which codec it is.
 */
function fitTo({ width, height, mode, crop }: DecoderShape): string {
  const colours = 'flags=bilinear:out_range=tv:out_color_matrix=bt601';
  const fit =
    mode === 'fill'
      ? `${cover(width, height)}:${colours}:force_original_aspect_ratio=increase:force_divisible_by=2,crop=${width}:${height}`
      : `scale=${width}:${height}:${colours}`;
  return `${crop ? `${cutOff(crop)},` : ''}${fit},format=yuv420p`;
}

/** In shares of the frame, whatever its size. */
function cutOff({ left, top, right, bottom }: Crop): string {
  const [width, height, x, y] = [1 - left - right, 1 - top - bottom, left, top].map((share) =>
    share.toFixed(4),
  );
  return `crop=w=iw*${width}:h=ih*${height}:x=iw*${x}:y=ih*${y}`;
}

/** Decoded once, scaled for every shape; each frame's number is taken from the first. */
function filterOf(shapes: readonly DecoderShape[]): string {
  const [first, ...others] = shapes.map(fitTo);
  if (others.length === 0) return `[0:v]${first},split=2[image0][time]`;
  const sources = shapes.map((_, index) => `[from${index}]`).join('');
  const further = others.map((fit, index) => `[from${index + 1}]${fit}[image${index + 1}]`);
  return [`[0:v]split=${shapes.length}${sources}`, `[from0]${first},split=2[image0][time]`, ...further].join(
    ';',
  );
}

/** Standard output, then what follows the descriptor of the frame numbers. */
export const imageDescriptor = (index: number): number => (index === 0 ? 1 : NUMBERS_DESCRIPTOR + index);
export const NUMBERS_DESCRIPTOR = 3;

/** A decoder reads its input and writes to its pipes: it has no business with any other protocol. */
const INPUT = '-protocol_whitelist pipe -f ivf -i pipe:0';

/**
 * Images leave on standard output and further pipes, the number of the frame that each came from on descriptor 3: a
 * decoder leaves out frames that it cannot read, and counting alone would shift a guest's lips for the rest of the show.
 */
export function decoderArguments(shapes: readonly DecoderShape[]): string[] {
  return [
    ...['-hide_banner', '-nostats', '-loglevel', 'error', '-probesize', '32', '-analyzeduration', '0'],
    ...['-max_pixels', `${DECODED_PIXELS_AT_MOST}`, '-threads', '1', '-filter_complex_threads', '1'],
    ...INPUT.split(' '),
    ...['-filter_complex', filterOf(shapes)],
    ...shapes.flatMap((_, index) => [
      ...['-map', `[image${index}]`, '-fps_mode', 'passthrough', '-threads', '1', '-f', 'rawvideo'],
      ...['-flush_packets', '1', `pipe:${imageDescriptor(index)}`],
    ]),
    ...['-map', '[time]', '-c:v', 'wrapped_avframe', '-fps_mode', 'passthrough', '-enc_time_base', '1:1000'],
    ...['-f', 'mkvtimestamp_v2', '-flush_packets', '1', `pipe:${NUMBERS_DESCRIPTOR}`],
  ];
}

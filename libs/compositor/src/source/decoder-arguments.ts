/** What a decoder hands out: pictures of exactly this size. `fill` cuts what is too much, `exact` stretches. */
export interface DecoderShape {
  width: number;
  height: number;
  mode: 'fill' | 'exact';
}

export const sameShape = (a: DecoderShape, b: DecoderShape): boolean =>
  a.width === b.width && a.height === b.height && a.mode === b.mode;

/** A picture larger by no more than this is cut to its tile: scaling it costs more than decoding it, and blurs it. */
const CUT_AT_MOST = 1.06;

/** Cut at once when it nearly fits, else scaled until it covers the tile and cut then. */
function cover(width: number, height: number): string {
  const nearlyFits = `between(iw,${width},${width}*${CUT_AT_MOST})*between(ih,${height},${height}*${CUT_AT_MOST})`;
  return `scale=w='if(${nearlyFits},iw,${width})':h='if(${nearlyFits},ih,${height})'`;
}

/**
 * Browsers send H.264 as full range and VP8 as limited, cameras of both matrices: the scale filter brings all
 * to one, or tiles would differ in contrast. The codec is told by the IVF header.
 */
function filterOf({ width, height, mode }: DecoderShape): string {
  const colours = 'flags=bilinear:out_range=tv:out_color_matrix=bt601';
  const fit =
    mode === 'fill'
      ? `${cover(width, height)}:${colours}:force_original_aspect_ratio=increase:force_divisible_by=2,crop=${width}:${height}`
      : `scale=${width}:${height}:${colours}`;
  return `[0:v]${fit},format=yuv420p,split=2[picture][time]`;
}

/**
 * Pictures leave on standard output, the number of the frame that each came from on descriptor 3: a decoder
 * swallows frames that it cannot read, and counting alone would shift a guest's lips for the rest of the show.
 */
export function decoderArguments(shape: DecoderShape): string[] {
  return [
    ...['-hide_banner', '-nostats', '-loglevel', 'error', '-probesize', '32', '-analyzeduration', '0'],
    ...['-threads', '1', '-filter_complex_threads', '1', '-f', 'ivf', '-i', 'pipe:0'],
    ...['-filter_complex', filterOf(shape)],
    ...[
      '-map',
      '[picture]',
      '-fps_mode',
      'passthrough',
      '-threads',
      '1',
      '-f',
      'rawvideo',
      '-flush_packets',
      '1',
      'pipe:1',
    ],
    ...['-map', '[time]', '-c:v', 'wrapped_avframe', '-fps_mode', 'passthrough', '-enc_time_base', '1:1000'],
    ...['-f', 'mkvtimestamp_v2', '-flush_packets', '1', 'pipe:3'],
  ];
}

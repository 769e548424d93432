import type { ProgrammeSettingsInput } from '#compositor';
import type { ProsceniumConfig } from '#kernel';
import { type FormatCodec, type FormatShape, formatIdOf, type ShowFormat } from '#protocol';

/** The configuration's words for a programme in the compositor's: that of a show that has chosen no formats. */
export function programmeSettingsOf({ programme, ffmpegPath }: ProsceniumConfig): ProgrammeSettingsInput {
  return {
    width: programme.width,
    height: programme.height,
    frameRate: programme.frameRate,
    preset: programme.preset,
    rates: programme.rates,
    encoder: programme.encoder,
    encoderDevice: programme.encoderDevice,
    audioBitrate: programme.audioBitrateBps,
    rungs: programme.rungs.map(({ heightPx, bitrateBps }) => ({
      shortSidePx: heightPx,
      bitrate: bitrateBps,
    })),
    ffmpegPath,
  };
}

/** The site's settings with the formats that a show has chosen. */
export function withFormats(
  site: ProgrammeSettingsInput,
  formats: readonly ShowFormat[] | null,
): ProgrammeSettingsInput {
  const [main, ...further] = formats ?? [];
  if (main === undefined) return site;
  return {
    ...site,
    ...canvasOf(main),
    passthrough: further.length === 0 && main.passthrough === true,
    formats: further.map((format, index) => ({
      ...canvasOf(format),
      id: formatIdOf(format.shape, index + 1, format.codec),
      ...(format.layout === null
        ? {}
        : { layout: { kind: format.layout === 'screen-strip' ? 'screen' : format.layout } }),
    })),
  };
}

const RATIOS: Record<FormatShape, [width: number, height: number]> = {
  '16:9': [16, 9],
  '9:16': [9, 16],
  '1:1': [1, 1],
};

/** Bits a second at 30 frames a second; twice as many frames take half as many more. */
const USUAL_QUALITIES = [
  { shortSidePx: 1_080, bitrate: 4_800_000 },
  { shortSidePx: 720, bitrate: 2_800_000 },
  { shortSidePx: 480, bitrate: 1_200_000 },
  { shortSidePx: 360, bitrate: 700_000 },
];

const even = (value: number): number => 2 * Math.round(value / 2);

function canvasOf(format: ShowFormat) {
  const { shape, codec = 'h264', shortSidePx, frameRate, preset, ladder, burnedCaptions } = format;
  const [x, y] = RATIOS[shape];
  const side = (part: number) => even((shortSidePx * part) / Math.min(x, y));
  const rungs = ladder?.map((each) => ({ shortSidePx: each.shortSidePx, bitrate: each.bitrateBps }));
  return {
    width: side(x),
    height: side(y),
    ...{ frameRate, codec, preset },
    rungs:
      rungs ??
      usual(shortSidePx, frameRate).map((rung) => ({ ...rung, bitrate: bitsOf(rung.bitrate, codec) })),
    ...(burnedCaptions ? { burnedCaptions } : {}),
  };
}

/** AV1 looks alike with two thirds of the bits. */
const bitsOf = (bitrate: number, codec: FormatCodec): number =>
  codec === 'av1' ? Math.max(100_000, Math.round((bitrate * 2) / 3)) : bitrate;

/** The canvas itself and the usual qualities well below it. */
function usual(shortSidePx: number, frameRate: number) {
  const faster = frameRate > 30 ? 1.5 : 1;
  const at = USUAL_QUALITIES.find((each) => each.shortSidePx <= shortSidePx) ?? USUAL_QUALITIES.at(-1);
  const top = {
    shortSidePx,
    bitrate: (at?.bitrate ?? 0) * (shortSidePx / (at?.shortSidePx ?? shortSidePx)) ** 2,
  };
  return [top, ...USUAL_QUALITIES.filter((each) => each.shortSidePx <= 0.8 * shortSidePx)].map((each) => ({
    shortSidePx: each.shortSidePx,
    bitrate: Math.max(100_000, Math.round(each.bitrate * faster)),
  }));
}

import { readSetting, writeSetting } from '../ui/settings.js';

export const CAPTION_SIZES = ['small', 'normal', 'large'] as const;
export const CAPTION_COLOURS = ['white', 'yellow', 'black'] as const;
export const CAPTION_PLACES = ['bottom', 'top'] as const;

export interface CaptionStyle {
  size: (typeof CAPTION_SIZES)[number];
  colour: (typeof CAPTION_COLOURS)[number];
  place: (typeof CAPTION_PLACES)[number];
}

const KEY = 'caption-style';

/** As this browser's visitor chose it. */
export function readCaptionStyle(): CaptionStyle {
  const [size, colour, place] = (readSetting(KEY) ?? '').split(' ');
  return {
    size: CAPTION_SIZES.find((each) => each === size) ?? 'normal',
    colour: CAPTION_COLOURS.find((each) => each === colour) ?? 'white',
    place: CAPTION_PLACES.find((each) => each === place) ?? 'bottom',
  };
}

export const writeCaptionStyle = ({ size, colour, place }: CaptionStyle): void =>
  writeSetting(KEY, `${size} ${colour} ${place}`);

import { localSrtUrl } from '../../support/inputs/local-srt-url.js';
import type { FigureSpec } from '../scenario.js';
import { toPromptTs, toRtmp, toTs } from './card-encoder.js';

const TITLES = {
  whip: 'WHIP',
  rtmp: 'RTMP',
  srt: 'SRT',
  srtGrouped: 'SRT, audio in groups',
} as const;

/** How an encoder sends to an input. */
export type EncoderWay = keyof typeof TITLES;

export const titleOfWay = (way: EncoderWay): string => TITLES[way];

/** FFmpeg's arguments for where it sends to. */
export function outputOf(
  way: Exclude<EncoderWay, 'whip'>,
  { rtmpUrl, srtUrl, key }: { rtmpUrl: string; srtUrl: string; key: string },
): string[] {
  if (way === 'rtmp') return toRtmp(`${rtmpUrl}/${key}`);
  return way === 'srt' ? toPromptTs(localSrtUrl(srtUrl)) : toTs(localSrtUrl(srtUrl));
}

export const figuresOfWay = (way: EncoderWay, atMost?: number): FigureSpec[] => [
  {
    key: `${way}MedianMs`,
    title: `${TITLES[way]}, median`,
    unit: 'ms',
    ...(atMost === undefined ? {} : { goal: { atMost } }),
  },
  { key: `${way}P95Ms`, title: `${TITLES[way]}, 95th percentile`, unit: 'ms' },
];

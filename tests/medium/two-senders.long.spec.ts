// Real here: the built server with a programme on air, the process that takes encoders, FFmpeg as two senders with one key.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { Encoder } from '../support/inputs/encoder.js';
import { InputShow, type NewInput } from '../support/inputs/input-show.js';
import { localSrtUrl } from '../support/inputs/local-srt-url.js';
import type { Rgb } from '../support/page/test-card.js';

const TEAL: Rgb = [20, 120, 140];
const RED: Rgb = [180, 30, 30];

let show: InputShow;

beforeAll(async () => {
  show = await InputShow.openForEncoders();
}, 60_000);
afterAll(() => show?.close(), 30_000);

test.each<[string, 'flv' | 'mpegts', (input: NewInput) => string]>([
  ['RTMP', 'flv', ({ rtmpUrl, key }) => `${rtmpUrl}/${key}`],
  ['SRT', 'mpegts', ({ srtUrl }) => localSrtUrl(srtUrl)],
])(
  'two senders with one key by %s: the later one is the show, the earlier one is cut, and the owner reads of a fight',
  async (_name, format, urlOf) => {
    const input = await show.addInput('programme');
    const send = (colour: Rgb): Encoder => {
      const encoder = new Encoder({ url: urlOf(input), format, colour });
      show.adopt(async () => void (await encoder.kill()));
      return encoder;
    };
    const earlier = send(TEAL);
    await show.untilSeen(TEAL, systemClock.wallMs());
    const later = send(RED);
    await show.untilSeen(RED, systemClock.wallMs());
    await earlier.exited;
    expect(await show.stateOf(input.id)).toMatchObject({ state: 'sending', notes: [] });
    // As an encoder that connects again by itself.
    const again = send(TEAL);
    await show.untilSeen(TEAL, systemClock.wallMs());
    await later.exited;
    const { notes } = await show.stateOf(input.id);
    expect(notes).toEqual([expect.stringMatching(/same key/)]);
    await again.kill();
    await show.untilState(input.id, 'gone');
  },
  90_000,
);

// Real here: the built server with a programme on air; FFmpeg as the sender, stopped without a goodbye.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { Encoder } from '../support/inputs/encoder.js';
import { InputShow, type NewInput } from '../support/inputs/input-show.js';
import { localSrtUrl } from '../support/inputs/local-srt-url.js';
import type { Rgb } from '../support/page/test-card.js';

const TEAL: Rgb = [20, 120, 140];
const OLIVE: Rgb = [110, 120, 20];
/** A silent sender keeps its session for 30 s at most; looking takes a moment. */
const GONE_WITHIN_MS = 40_000;

let show: InputShow;

beforeAll(async () => {
  show = await InputShow.openForEncoders();
}, 60_000);
afterAll(() => show?.close(), 30_000);

type Send = (input: NewInput, colour: Rgb) => Encoder;

const WAYS: [way: string, colour: Rgb, send: Send][] = [
  [
    'rtmp',
    TEAL,
    ({ rtmpUrl, key }, colour) => new Encoder({ url: `${rtmpUrl}/${key}`, format: 'flv', colour }),
  ],
  ['srt', OLIVE, ({ srtUrl }, colour) => new Encoder({ url: localSrtUrl(srtUrl), format: 'mpegts', colour })],
];

test.each(WAYS)(
  'a sender by %s that hangs is silent and its show a slate; it goes on where it was, and after long it is gone',
  async (by, colour, send) => {
    const input = await show.addInput('programme');
    const begin = (): Encoder => {
      const sender = send(input, colour);
      show.adopt(async () => void (await sender.kill()));
      return sender;
    };
    const begunMs = systemClock.wallMs();
    const hung = begin();
    await show.untilSeen(colour, begunMs);
    expect(await show.stateOf(input.id)).toMatchObject({ state: 'sending', by });

    const stoppedMs = systemClock.wallMs();
    hung.signal('SIGSTOP');
    await show.untilState(input.id, 'silent');
    const slateMs = await show.untilNotSeen(colour, stoppedMs);
    hung.signal('SIGCONT');
    await show.untilState(input.id, 'sending');
    const backMs = await show.untilSeen(colour, slateMs);

    hung.signal('SIGSTOP');
    await show.untilState(input.id, 'gone', GONE_WITHIN_MS);
    await show.untilNotSeen(colour, backMs);
    await hung.kill();
    const returned = begin();
    await show.untilSeen(colour, systemClock.wallMs());
    expect(await show.stateOf(input.id)).toMatchObject({ state: 'sending', by });
    await returned.kill();
    await show.untilState(input.id, 'gone', GONE_WITHIN_MS);
  },
  150_000,
);

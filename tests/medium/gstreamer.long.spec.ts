// Real here: the built server with a programme on air, and GStreamer of Debian as the sender.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GstreamerSender } from '../support/inputs/gstreamer-sender.js';
import { InputShow, type NewInput } from '../support/inputs/input-show.js';
import { localSrtUrl } from '../support/inputs/local-srt-url.js';
import { freePort } from '../support/kernel/free-port.js';
import type { Rgb } from '../support/page/test-card.js';

const OLIVE: Rgb = [110, 120, 20];
const TEAL: Rgb = [20, 120, 140];

let show: InputShow;
let sender: GstreamerSender | undefined;

beforeAll(async () => {
  const env = {
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_INGEST_SRT_PORT: String(await freePort()),
  };
  show = await InputShow.open({ env });
  await show.goLive();
}, 60_000);
afterAll(async () => {
  await sender?.kill();
  await show?.close();
}, 30_000);

const WAYS: ['rtmp' | 'srt', Rgb, (input: NewInput) => string][] = [
  ['rtmp', OLIVE, ({ rtmpUrl, key }) => `${rtmpUrl}/${key}`],
  ['srt', TEAL, ({ srtUrl }) => localSrtUrl(srtUrl)],
];

test.each(WAYS)(
  'the show is what GStreamer sends by %s, until it ends',
  async (by, colour, urlOf) => {
    const input = await show.addInput('programme');
    sender = new GstreamerSender({ by, url: urlOf(input), colour });
    const failed = sender.exited.then(({ stderr }) =>
      Promise.reject(new Error(`GStreamer ended: ${stderr}`)),
    );
    failed.catch(() => undefined);
    await Promise.race([show.untilSeen(colour), failed]);
    expect(await show.stateOf(input.id)).toMatchObject({ state: 'sending', by });
    await sender.stop();
    await show.untilState(input.id, 'gone');
  },
  60_000,
);

// Real here: the built server with a programme on air, the process that takes encoders, FFmpeg as the sender.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Encoder } from '../support/inputs/encoder.js';
import { InputShow } from '../support/inputs/input-show.js';
import { freePort } from '../support/kernel/free-port.js';
import type { Rgb } from '../support/page/test-card.js';

const OLIVE: Rgb = [110, 120, 20];
const B_FRAMES = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '30'];

let show: InputShow;
let encoder: Encoder | undefined;

beforeAll(async () => {
  show = await InputShow.open({ env: { PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()) } });
  await show.goLive();
}, 60_000);
afterAll(async () => {
  await encoder?.kill();
  await show?.close();
}, 30_000);

test('B-frames are encoded once more, and the owner reads why and how to avoid it', async () => {
  const input = await show.addInput('programme');
  encoder = new Encoder({
    ...{ url: `${input.rtmpUrl}/${input.key}`, format: 'flv', colour: OLIVE, video: B_FRAMES, audio: [] },
  });
  await show.untilSeen(OLIVE);
  expect((await show.stateOf(input.id)).notes.join()).toMatch(/B-frames.*Switch B-frames off/);
}, 40_000);

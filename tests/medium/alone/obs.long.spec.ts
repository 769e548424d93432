// Real here: the built server with a programme on air, and OBS as Debian ships it, on a screen that nobody sees.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { InputShow, type NewInput } from '../../support/inputs/input-show.js';
import { localSrtUrl } from '../../support/inputs/local-srt-url.js';
import { Obs } from '../../support/inputs/obs.js';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median } from '../../support/meters/statistics.js';
import type { Rgb } from '../../support/page/test-card.js';

const ORANGE: Rgb = [200, 110, 20];
const REFUSED_WITHIN_MS = 20_000;

let show: InputShow;
let obs: Obs;

beforeAll(async () => {
  const env = {
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_INGEST_SRT_PORT: String(await freePort()),
  };
  show = await InputShow.open({ env });
  obs = await Obs.start(ORANGE);
  await show.goLive();
}, 120_000);
afterAll(async () => {
  await obs?.close();
  await show?.close();
}, 30_000);

/** From the press of the button until a viewer sees it. */
async function seenAfterMs(address: (input: NewInput) => [server: string, key: string]): Promise<number> {
  const input = await show.addInput('programme');
  const pressedMs = await obs.startStream(...address(input));
  const seenMs = await show.untilSeen(ORANGE, pressedMs);
  expect((await show.stateOf(input.id)).state).toBe('sending');
  const stoppedMs = systemClock.wallMs();
  await obs.stopStream();
  await show.untilState(input.id, 'gone');
  await show.untilNotSeen(ORANGE, stoppedMs);
  return seenMs - pressedMs;
}

test('by RTMP the show is what OBS sends, and its end is the slate', async () => {
  const taken = [];
  for (let time = 0; time < 3; time += 1) taken.push(await seenAfterMs(({ rtmpUrl, key }) => [rtmpUrl, key]));
  console.info(`OBS by RTMP, button to viewer: ${taken.join(', ')} ms, median ${median(taken)}`);
}, 120_000);

test('by SRT the same', async () => {
  const address = ({ srtUrl }: NewInput): [string, string] => [localSrtUrl(srtUrl), ''];
  console.info(`OBS by SRT, button to viewer: ${await seenAfterMs(address)} ms`);
}, 60_000);

test('a wrong key ends the stream in OBS', async () => {
  const input = await show.addInput('programme');
  await obs.startStream(input.rtmpUrl, 'pik_wrong').catch(() => undefined);
  await waitFor('OBS to give up', REFUSED_WITHIN_MS, async () => !(await obs.isStreaming()));
  expect((await show.stateOf(input.id)).state).toBe('gone');
}, 60_000);

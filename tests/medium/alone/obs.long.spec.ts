// Real here: the built server with a programme on air, and OBS as Debian ships it, on a screen that nobody sees.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { InputShow, type NewInput } from '../../support/inputs/input-show.js';
import { hasObs, Obs } from '../../support/inputs/obs.js';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median } from '../../support/meters/statistics.js';
import type { Rgb } from '../../support/page/test-card.js';

const ORANGE: Rgb = [200, 110, 20];
const REFUSED_WITHIN_MS = 20_000;

const isThere = hasObs();
if (!isThere) console.warn('OBS is not installed: apt-get install obs-studio xvfb. Its tests are left out.');
const withObs = isThere ? test : test.skip;

let show: InputShow;
let obs: Obs;

beforeAll(async () => {
  if (!isThere) return;
  const env = {
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_INGEST_SRT_PORT: String(await freePort()),
  };
  [show, obs] = await Promise.all([InputShow.open({ env }), Obs.start(ORANGE)]);
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

withObs(
  'by RTMP the show is what OBS sends, and its end is the slate',
  async () => {
    const taken = [];
    for (let time = 0; time < 3; time += 1)
      taken.push(await seenAfterMs(({ rtmpUrl, key }) => [rtmpUrl, key]));
    console.info(`OBS by RTMP, button to viewer: ${taken.join(', ')} ms, median ${median(taken)}`);
  },
  120_000,
);

withObs(
  'by SRT the same',
  async () => {
    const address = ({ srtUrl }: NewInput): [string, string] => [
      srtUrl.replace('//localhost:', '//127.0.0.1:'),
      '',
    ];
    console.info(`OBS by SRT, button to viewer: ${await seenAfterMs(address)} ms`);
  },
  60_000,
);

withObs(
  'a wrong key ends the stream in OBS',
  async () => {
    const input = await show.addInput('programme');
    await obs.startStream(input.rtmpUrl, 'pik_wrong').catch(() => undefined);
    await waitFor('OBS to give up', REFUSED_WITHIN_MS, async () => !(await obs.isStreaming()));
    expect((await show.stateOf(input.id)).state).toBe('gone');
  },
  60_000,
);

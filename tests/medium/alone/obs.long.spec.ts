// Real here: the built server with a programme on air, and OBS as Debian ships it, on a screen that nobody sees.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { firstInProgrammeMs } from '../../support/inputs/first-in-programme.js';
import { InputShow, type NewInput } from '../../support/inputs/input-show.js';
import { isNear } from '../../support/inputs/is-near.js';
import { localSrtUrl } from '../../support/inputs/local-srt-url.js';
import { Obs } from '../../support/inputs/obs.js';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median } from '../../support/meters/statistics.js';
import type { Rgb } from '../../support/page/test-card.js';

const ORANGE: Rgb = [200, 110, 20];
const REFUSED_WITHIN_MS = 20_000;
const SEGMENT_MS = 2_500;

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

interface Taken {
  /** To the first frame of the programme that shows it, and until a viewer sees that. */
  programmeMs: number;
  viewerMs: number;
}

/** From the press of the button. */
async function taken(address: (input: NewInput) => [server: string, key: string]): Promise<Taken> {
  const input = await show.addInput('programme');
  const pressedMs = await obs.startStream(...address(input));
  const seenMs = await show.untilSeen(ORANGE, pressedMs);
  expect((await show.stateOf(input.id)).state).toBe('sending');
  // The segment of the first frame is complete when a later one is.
  await show.untilSeen(ORANGE, seenMs + SEGMENT_MS);
  const programmeMs = await firstInProgrammeMs(show, (colour) => isNear(colour, ORANGE), pressedMs);
  const stoppedMs = systemClock.wallMs();
  await obs.stopStream();
  await show.untilState(input.id, 'gone');
  await show.untilNotSeen(ORANGE, stoppedMs);
  return { programmeMs: Math.round(programmeMs - pressedMs), viewerMs: Math.round(seenMs - pressedMs) };
}

const inWords = (way: string, all: readonly Taken[]): string => {
  const [programme, viewer] = [
    all.map(({ programmeMs }) => programmeMs),
    all.map(({ viewerMs }) => viewerMs),
  ];
  return `OBS by ${way}, from the button into the programme: ${programme.join(', ')} ms, median ${median(programme)}; to a viewer ${viewer.join(', ')}`;
};

test('by RTMP the show is what OBS sends, and its end is the slate', async () => {
  const all = [];
  for (let time = 0; time < 3; time += 1) all.push(await taken(({ rtmpUrl, key }) => [rtmpUrl, key]));
  console.info(inWords('RTMP', all));
}, 120_000);

test('by SRT the same', async () => {
  console.info(inWords('SRT', [await taken(({ srtUrl }) => [localSrtUrl(srtUrl), ''])]));
}, 60_000);

test('a wrong key ends the stream in OBS', async () => {
  const input = await show.addInput('programme');
  await obs.startStream(input.rtmpUrl, 'pik_wrong').catch(() => undefined);
  await waitFor('OBS to give up', REFUSED_WITHIN_MS, async () => !(await obs.isStreaming()));
  expect((await show.stateOf(input.id)).state).toBe('gone');
}, 60_000);

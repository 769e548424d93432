// Real here: the whole server with a programme on air, a host's page that films a bar code, and WHEP clients in Chromium.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { freezes, latenciesMs } from '../../support/meters/judge-video.js';
import { median } from '../../support/meters/statistics.js';
import { FrontRowShow, newestLatenciesMs } from '../../support/players/front-row-show.js';

const WITHIN_MS = 20_000;
/** Below what HLS with parts of half a second ever is, on a machine that does other things too; figures are the bench's. */
const REAL_TIME_MS = 800;
/** One key frame at most is waited for; the rest is a machine that does other things too. */
const FIRST_FRAME_MS = 2_500;
const FREEZE_MS = 2_000;

let frontRow: FrontRowShow;

beforeAll(async () => {
  frontRow = await FrontRowShow.open();
}, 120_000);
afterEach(() => frontRow?.leave());
afterAll(() => frontRow?.close(), 60_000);

test.each(['whip-whep', '@eyevinn/webrtc-player'] as const)(
  '%s plays the show in real time',
  async (client) => {
    const { played, meter } = await frontRow.watch(client);
    expect(played.firstFrameMs).toBeLessThan(FIRST_FRAME_MS);
    expect(median(await newestLatenciesMs(meter, 60, WITHIN_MS))).toBeLessThan(REAL_TIME_MS);
  },
);

test('an encoder that is killed costs its viewers a moment', async () => {
  const { meter } = await frontRow.watch('plain');
  await newestLatenciesMs(meter, 30, WITHIN_MS);
  const from = meter.readings.all.length;
  const [encoder] = frontRow.show.server.programmes.filter(({ command }) => /ffmpeg.*-f ivf/.test(command));
  process.kill(encoder?.pid ?? 0, 'SIGKILL');
  await meter.readings.until('three seconds more', WITHIN_MS, (all) =>
    all.length > from + 90 ? true : undefined,
  );
  const readings = meter.readings.all.slice(from);
  expect(freezes(readings, FREEZE_MS, readings.at(-1)?.wallMs ?? 0)).toEqual([]);
  expect(median(latenciesMs(readings.slice(-30)))).toBeLessThan(REAL_TIME_MS);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Child, systemClock } from '#kernel';
import { TestBrowser } from '../support/chromium.js';
import { LiveProgramme } from '../support/live-programme.js';
import { addPlayerPage, positionOf, seenBy, startHls, startShaka } from '../support/player-page.js';
import { waitFor } from '../support/wait-for.js';

/** Long enough for several reloads of every kind; the two-minute runs are the bench's. */
const PLAYED_SECONDS = 5;
const STARTS_WITHIN_MS = 25_000;
/** A machine that tests other things too may starve a player for a moment; the bench counts stalls. */
const STALL = 'bufferStalledError';
/** FFmpeg reads the map again after each reload and says so; it is its own affair. */
const MAP_READ_AGAIN = /^.*Found duplicated MOOV Atom.*\n/gm;
const GSTREAMER_SINKS = [
  'video-sink=fakesink name=picture sync=true silent=false',
  'audio-sink=fakesink sync=true',
];

let live: LiveProgramme;
let browser: TestBrowser;

beforeAll(async () => {
  live = await LiveProgramme.start({ addRoutes: addPlayerPage });
  [browser] = await Promise.all([TestBrowser.launch(), live.onAir()]);
});
afterAll(async () => {
  await browser?.close();
  await live?.close();
});

async function watch(start: (page: Awaited<ReturnType<TestBrowser['newPage']>>) => Promise<void>) {
  const page = await browser.newPage();
  await page.goto(`${live.url}/player`);
  await start(page);
  await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
  const from = await positionOf(page);
  const deadlineMs = (PLAYED_SECONDS + 15) * 1_000;
  await waitFor(
    'the picture to go on',
    deadlineMs,
    async () => (await positionOf(page)) - from > PLAYED_SECONDS,
  );
  return page;
}

describe('players as they come', () => {
  test('hls.js plays without an error', async () => {
    const page = await watch((page) => startHls(page, live.multivariantUrl));
    const { errors, fatal } = await seenBy(page);
    expect({ fatal, errors: errors.filter((each) => each !== STALL) }).toEqual({ fatal: [], errors: [] });
    await page.close();
  });

  test('Shaka Player plays without an error', async () => {
    const page = await watch((page) => startShaka(page, live.multivariantUrl));
    expect(await seenBy(page)).toMatchObject({ fatal: [] });
    await page.close();
  });

  test('Shaka Player comes while the first segment is all there is', async () => {
    const young = await LiveProgramme.start({ addRoutes: addPlayerPage });
    const page = await browser.newPage();
    await page.goto(`${young.url}/player`);
    await young.onAir();
    await startShaka(page, young.multivariantUrl);
    await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
    expect(await seenBy(page)).toMatchObject({ fatal: [] });
    await page.close();
    await young.close();
  });

  test('FFmpeg plays as a plain HLS client without an error', async () => {
    const child = new Child({
      name: 'ffmpeg as a player',
      command: 'ffmpeg',
      args: [
        '-v',
        'warning',
        '-nostdin',
        '-i',
        live.multivariantUrl,
        '-t',
        `${PLAYED_SECONDS}`,
        '-f',
        'null',
        '-',
      ],
      clock: systemClock,
    });
    const { kind, stderr } = await child.exited;
    expect({ kind, stderr: stderr.replaceAll(MAP_READ_AGAIN, '') }).toEqual({ kind: 'finished', stderr: '' });
  });

  test('GStreamer plays as a plain HLS client without an error', async () => {
    const child = new Child({
      name: 'gstreamer as a player',
      command: 'gst-launch-1.0',
      args: ['-v', 'playbin3', `uri=${live.multivariantUrl}`, ...GSTREAMER_SINKS],
      clock: systemClock,
    });
    let shownFrames = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      shownFrames += chunk.toString().split('(picture:sink)').length - 1;
    });
    const wanted = PLAYED_SECONDS * 30;
    await waitFor('GStreamer to show its frames', 40_000, () => shownFrames >= wanted || !child.isRunning);
    expect(child.isRunning).toBe(true);
    expect(child.stderrTail).not.toMatch(/ERROR/);
    await child.kill();
  });
});

// The encoder of a format of AV1 fails for good while a browser plays it, and x264 takes its place. Real: compositor, FFmpeg with
// SVT-AV1 and x264, packager, origin, hls.js and the project's own player in Chromium. Made up: the FFmpeg that has no SVT-AV1 any
// more; nobody is on stage, the slate moves.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProgrammeSettingsInput } from '#compositor';
import { parseTrackInit } from '#media';
import { childrenLike } from '../../support/compositor/programme-children.js';
import { ShowOnAir } from '../../support/compositor/show-on-air.js';
import { TestBrowser } from '../../support/engines/chromium.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { addPlayerPage, playsOn, seenBy, startHls } from '../../support/players/player-page.js';
import {
  type ViewerSeen,
  viewerPage,
  viewerSees,
  watchWithViewer,
} from '../../support/players/viewer-page.js';

const SIZE = { width: 640, height: 360, preset: 'ultrafast', frameRate: 30 } as const;
const [H264, AV1] = ['video-360', 'wide-av1-360'] as const;
const STARTS_WITHIN_MS = 60_000;
/** Three faults, a rest between each, a warm x264, the next boundary of the segments; on a busy machine. */
const REPLACED_WITHIN_MS = 20_000;
const PLAYED_SECONDS = 10;

const scriptOf = (present: string) => `#!/bin/sh
case " $* " in *" libsvtav1 "*) [ -e '${present}' ] || exit 1 ;; esac
exec ffmpeg "$@"
`;

const folder = temporaryFolder();
const present = join(folder.path, 'present');
const settings: ProgrammeSettingsInput = {
  ...{ ...SIZE, warmDecoders: 0, ffmpegPath: join(folder.path, 'ffmpeg') },
  rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
  formats: [{ ...SIZE, id: 'wide-av1', codec: 'av1', rungs: [{ shortSidePx: 360, bitrate: 500_000 }] }],
};

let show: ShowOnAir;
let browser: TestBrowser;
let seen: Awaited<ReturnType<typeof seenBy>>;
let ownPlayer: ViewerSeen;

const codecsOf = (format?: string) =>
  show.live.packager.multivariant(format).variants.map(({ codecs }) => codecs[0]?.slice(0, 4));

const segmentsOf = (id: string) => show.live.packager.playlist(id)?.segments ?? [];

async function codecOf(id: string, mapUri: string): Promise<string | undefined> {
  const map = await show.live.packager.media(id, mapUri);
  return Buffer.isBuffer(map) ? parseTrackInit(map).codec?.slice(0, 4) : undefined;
}

beforeAll(async () => {
  writeFileSync(present, '');
  writeFileSync(join(folder.path, 'ffmpeg'), scriptOf(present), { mode: 0o755 });
  const addViewerPage = await viewerPage();
  [show, browser] = await Promise.all([
    ShowOnAir.start(settings, {
      addRoutes: (app) => {
        addPlayerPage(app);
        addViewerPage(app);
      },
    }),
    TestBrowser.launch(),
  ]);
  const { live } = show;
  await live.onAir();
  const [page, own] = await Promise.all([browser.newPage(), browser.newPage()]);
  await Promise.all([page.goto(`${live.url}/player`), own.goto(`${live.url}/viewer`)]);
  await watchWithViewer(own, live.multivariantUrl.replace('index.m3u8', 'index-all.m3u8'));
  const ownPlays = async () => (await viewerSees(own)).phase === 'playing';
  await startHls(page, live.multivariantUrl.replace('index.m3u8', 'index-wide-av1.m3u8'), {});
  await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
  await waitFor('our player to play', STARTS_WITHIN_MS, ownPlays);
  await playsOn(page, PLAYED_SECONDS, STARTS_WITHIN_MS);
  expect(codecsOf('wide-av1')).toEqual(['av01']);
  rmSync(present);
  for (const pid of childrenLike(/ffmpeg.* libsvtav1 /)) process.kill(pid, 'SIGKILL');
  await waitFor('x264 to be named', REPLACED_WITHIN_MS, async () => codecsOf('wide-av1')[0] === 'avc1');
  const { positionS } = await viewerSees(own);
  await playsOn(page, PLAYED_SECONDS, STARTS_WITHIN_MS);
  await waitFor('our player to go on', STARTS_WITHIN_MS, async () => {
    return (await viewerSees(own)).positionS - positionS > PLAYED_SECONDS;
  });
  [seen, ownPlayer] = await Promise.all([seenBy(page), viewerSees(own)]);
  await Promise.all([page.close(), own.close()]);
  await show.end();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await show?.close();
  folder.remove();
});

test('playlists name the codec that is sent', () => {
  expect(show.health?.replacedEncoders).toEqual([{ format: 'wide-av1', encoder: 'svt-av1' }]);
  expect([codecsOf(), codecsOf('wide-av1'), codecsOf('all')]).toEqual([['avc1'], ['avc1'], ['avc1', 'avc1']]);
});

/** Where the codec changes, with the codecs before and after it. A machine that is full may cut the show elsewhere too. */
async function changeOf(segments: ReturnType<typeof segmentsOf>) {
  const codecs = await Promise.all(segments.map(({ mapUri }) => codecOf(AV1, mapUri)));
  const at = codecs.indexOf('avc1');
  return { at, before: new Set(codecs.slice(0, at)), after: new Set(codecs.slice(at)) };
}

test('the codec changes once, at a discontinuity of both formats', async () => {
  const { at, before, after } = await changeOf(segmentsOf(AV1));
  expect([...before, ...after]).toEqual(['av01', 'avc1']);
  for (const id of [AV1, H264]) expect([id, segmentsOf(id)[at]?.discontinuity]).toEqual([id, true]);
  expect(segmentsOf(AV1)[at]?.gap).toBe(false);
});

test('while the one format is missing the other has its media', async () => {
  const { at } = await changeOf(segmentsOf(AV1));
  const missing = segmentsOf(AV1).flatMap(({ gap }, index) => (gap && index < at ? index : []));
  const from = missing[0] ?? at;
  expect(
    segmentsOf(H264)
      .slice(from, at + 1)
      .filter(({ gap }) => gap),
  ).toEqual([]);
});

test('hls.js and our player went on', () => {
  process.stderr.write(`av1 replaced | ${JSON.stringify({ seen, ownPlayer })}\n`);
  expect(seen.fatal).toEqual([]);
  expect(ownPlayer).toMatchObject({ phase: 'playing', fault: null });
});

// The encoder of a format of AV1 fails again and again while a browser plays it: x264 takes its place. Real: compositor, FFmpeg,
// packager, origin, hls.js in Chromium. Made up: nobody is on stage, and SVT-AV1 starts only as long as a file is there.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProgrammeHealth, ProgrammeSettingsInput } from '#compositor';
import { childrenLike } from '../../support/compositor/programme-children.js';
import { ShowOnAir } from '../../support/compositor/show-on-air.js';
import { TestBrowser } from '../../support/engines/chromium.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { addPlayerPage, playsOn, seenBy, startHls } from '../../support/players/player-page.js';

const FRAME_RATE = 30;
const SIZE = { width: 640, height: 360, preset: 'ultrafast', frameRate: FRAME_RATE } as const;
const WITHIN_MS = 60_000;
const PLAYED_SECONDS = 6;

const folder = temporaryFolder();
const device = join(folder.path, 'svt-av1');
const SCRIPT = `#!/bin/sh
case " $* " in *" libsvtav1 "*) [ -e '${device}' ] || exit 1 ;; esac
exec ffmpeg "$@"
`;

let show: ShowOnAir;
let browser: TestBrowser;

beforeAll(async () => {
  writeFileSync(device, '');
  writeFileSync(join(folder.path, 'ffmpeg'), SCRIPT, { mode: 0o755 });
  const settings: ProgrammeSettingsInput = {
    ...{ ...SIZE, warmDecoders: 0, ffmpegPath: join(folder.path, 'ffmpeg') },
    rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
    formats: [{ ...SIZE, id: 'wide-av1', codec: 'av1', rungs: [{ shortSidePx: 360, bitrate: 500_000 }] }],
  };
  [show, browser] = await Promise.all([
    ShowOnAir.start(settings, { addRoutes: addPlayerPage }),
    TestBrowser.launch(),
  ]);
}, WITHIN_MS);
afterAll(async () => {
  await browser?.close();
  await show?.end();
  await show?.close();
  folder.remove();
}, WITHIN_MS);

const replaced = (): ProgrammeHealth['replacedEncoders'] => show.health?.replacedEncoders ?? [];
const codecOf = (format: string) =>
  show.live.packager.multivariant(format).variants.map(({ codecs }) => codecs[0]?.slice(0, 4));

test(
  'the format goes on with x264, its playlist says so, and who watches it plays on',
  async () => {
    const { live } = show;
    await live.onAir();
    const page = await browser.newPage();
    await page.goto(`${live.url}/player`);
    await startHls(page, live.multivariantUrl.replace('index.m3u8', 'index-wide-av1.m3u8'), {});
    await waitFor('the player to play', WITHIN_MS, async () => (await seenBy(page)).playing);
    expect(codecOf('wide-av1')).toEqual(['av01']);
    rmSync(device);
    for (const pid of childrenLike(/ffmpeg.* libsvtav1 /)) process.kill(pid, 'SIGKILL');
    await waitFor('x264', WITHIN_MS, async () => replaced()?.length === 1);
    expect(replaced()).toEqual([{ format: 'wide-av1', encoder: 'svt-av1' }]);
    await waitFor('the codec in the playlist', WITHIN_MS, async () => codecOf('wide-av1').join() === 'avc1');
    await playsOn(page, PLAYED_SECONDS, WITHIN_MS);
    const { fatal } = await seenBy(page);
    expect(fatal).toEqual([]);
  },
  3 * WITHIN_MS,
);

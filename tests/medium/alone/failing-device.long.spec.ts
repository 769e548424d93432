// A graphics device that goes away. Real: worker thread, FFmpeg, its encoders. Made up: the device, which is x264 under the name
// of NVENC for as long as a file is there.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { videoEncoders } from '../../support/compositor/programme-children.js';
import { ProgrammeUnderTest, SMALL_RUNG } from '../../support/compositor/programme-under-test.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';

const REPLACED = [{ format: 'main', encoder: 'nvenc' }];
const TEST_MS = 60_000;

/** FFmpeg, where NVENC is x264 in other words and needs the file. */
const scriptOf = (device: string) => `#!/bin/sh
case " $* " in *" h264_nvenc "*) [ -e '${device}' ] || exit 1 ;; esac
drop=
for each do
  shift
  if [ -n "$drop" ]; then drop=; continue; fi
  case "$each" in
    h264_nvenc) each=libx264 ;;
    p1) each=superfast ;;
    ll) each=zerolatency ;;
    -rc | -delay | -zerolatency | -no-scenecut) drop=1; continue ;;
  esac
  set -- "$@" "$each"
done
exec ffmpeg "$@"
`;

let folder: ReturnType<typeof temporaryFolder>;
let show: ProgrammeUnderTest | undefined;
let device: string;

beforeEach(() => {
  folder = temporaryFolder();
  device = join(folder.path, 'device');
  writeFileSync(device, '');
  writeFileSync(join(folder.path, 'ffmpeg'), scriptOf(device), { mode: 0o755 });
});
afterEach(async () => {
  await show?.close();
  folder.remove();
});

const startShow = () =>
  ProgrammeUnderTest.create({
    ...{ width: 640, height: 360, preset: 'ultrafast', encoder: 'nvenc' },
    rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
    ffmpegPath: join(folder.path, 'ffmpeg'),
  });

test(
  'that is gone before the show leaves x264',
  async () => {
    rmSync(device);
    show = await startShow();
    expect((await show.run(2)).replacedEncoders).toEqual(REPLACED);
  },
  TEST_MS,
);

test(
  'that is gone while the show is on air gives way to x264, and every tick has its frame again',
  async () => {
    const programme = await startShow();
    show = programme;
    // By then the spare is warm.
    expect((await programme.run(3)).replacedEncoders).toEqual([]);
    rmSync(device);
    const replaced = programme.healthy(({ replacedEncoders = [] }) => replacedEncoders.length > 0);
    for (const pid of videoEncoders()) process.kill(pid, 'SIGKILL');
    expect((await replaced).replacedEncoders).toEqual(REPLACED);
    const runs = () => programme.sink.of(SMALL_RUNG);
    await programme.sink.until(() => runs().length > 1 && runs().at(-1)?.firstByteMs !== undefined);
    await programme.run(2);
    expect(runs().at(-1)?.isClosed).toBe(false);
  },
  TEST_MS,
);

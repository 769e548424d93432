// A programme that is one H.264 source, as the playlists show it. Real: compositor, FFmpeg, show log, packager.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import { type OverlaysInput, Programme } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { isSyncSample, parseTrackInit, readFragment } from '#media';
import { Packager, PROFILES, parseSnapshot } from '#packager';
import { ShowLogWriter } from '#showlog';
import { fragmentsOf } from '../../conformance/hls/hls-media-rules.js';
import { cameraTrack, h264Units } from '../../support/compositor/guests.js';
import { passthroughChanged } from '../../support/compositor/passthrough-changed.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';

const RATE = 30;
const SETTINGS = {
  ...{ width: 640, height: 360, preset: 'ultrafast' as const, fragmentMs: 500, frameRate: RATE },
  rungs: [
    { shortSidePx: 360, bitrate: 1_200_000 },
    { shortSidePx: 180, bitrate: 300_000 },
  ],
  passthrough: true,
};
const TOP = 'video-360';
const TIMES = 10;
const SOON_MS = 60_000;
/** Longer than all of the test, so that every segment is still listed. */
const WINDOW_SECONDS = 600;
const PLAIN: OverlaysInput = { labels: false };
const COVERED: OverlaysInput = { labels: false, title: { text: 'Back soon', subtitle: '' } };

const run = promisify(execFile);
const folder = temporaryFolder();
let programme: Programme | undefined;
afterEach(async () => {
  await programme?.close();
  folder.remove();
});

async function onAir(): Promise<{ programme: Programme; packager: Packager }> {
  const writer = new ShowLogWriter<Packager>({ resumes: false, clock: systemClock, log: silentLog });
  const started = await Programme.create(SETTINGS, writer.sink, { clock: systemClock, log: silentLog });
  programme = started;
  const { anchorWallMs, renditions } = started;
  const packager = await writer.begin({
    ...{ anchorWallMs, frameRate: RATE },
    replica: (from) =>
      Packager.goOn(from && parseSnapshot(from), {
        ...{
          showId: 'show_1',
          renditions,
          profile: PROFILES.low,
          anchorWallMs,
          windowSeconds: WINDOW_SECONDS,
        },
        ...{ clock: systemClock, log: silentLog },
      }),
  });
  return { programme: started, packager };
}

/** With the key frames of an encoder that is set to one every two seconds. */
const source = () =>
  h264Units({
    ...{ source: 'testsrc2', width: 640, height: 360, frameRate: RATE, seconds: 10, keyFrameEvery: 2 * RATE },
  });

function samplesOf(packager: Packager, id: string) {
  const { segments } = packager.playlist(id) ?? { segments: [] };
  const map = packager.media(id, segments[0]?.mapUri ?? '') as Buffer;
  const { defaults } = parseTrackInit(map);
  const media = segments.map(({ uri }) => packager.media(id, uri) as Buffer);
  const perSegment = media.map((bytes) =>
    fragmentsOf(bytes).flatMap((fragment) => readFragment(fragment, defaults)),
  );
  return { segments, perSegment, samples: perSegment.flat(), file: Buffer.concat([map, ...media]) };
}

test(`a source is passed through and drawn over ${TIMES} times: no discontinuity, no gap, every frame can be decoded`, async () => {
  const { programme: show, packager } = await onAir();
  show.setOverlays(PLAIN);
  await show.addTrack(cameraTrack('obs', await source(), { codec: 'h264' }));
  show.addParticipant({ id: 'obs', name: 'OBS' });
  for (let time = 0; time < TIMES; time += 1) {
    const began = passthroughChanged(show, true);
    show.setOverlays(PLAIN);
    await began;
    const ended = passthroughChanged(show, false);
    const count = packager.playlist(TOP)?.segments.length ?? 0;
    await waitFor('a segment of the source', SOON_MS, () =>
      [...packager.renditions.keys()].every(
        (id) => (packager.playlist(id)?.segments.length ?? 0) > count + 1,
      ),
    );
    show.setOverlays(COVERED);
    await ended;
  }
  const last = packager.playlist(TOP)?.segments.length ?? 0;
  await waitFor('what follows the last time', SOON_MS, () =>
    [...packager.renditions.keys()].every((id) => (packager.playlist(id)?.segments.length ?? 0) > last + 2),
  );
  for (const id of packager.renditions.keys()) {
    const { segments, perSegment, samples } = samplesOf(packager, id);
    expect(segments.filter(({ discontinuity, gap }) => discontinuity || gap)).toEqual([]);
    expect(new Set(segments.map(({ mapUri }) => mapUri)).size).toBe(1);
    expect(segments.flatMap(({ parts }) => parts).filter(({ gap }) => gap)).toEqual([]);
    const holes = samples.slice(1).flatMap(({ decodeTicks }, index) => {
      const before = samples[index];
      const hole = before ? decodeTicks - before.decodeTicks - before.durationTicks : 0;
      return hole === 0 ? [] : [hole];
    });
    expect([id, holes]).toEqual([id, []]);
    if (id === 'audio') continue;
    const { timescaleHz } = parseTrackInit(packager.media(id, segments[0]?.mapUri ?? '') as Buffer);
    expect([id, samples.filter(({ durationTicks }) => durationTicks !== timescaleHz / RATE)]).toEqual([
      id,
      [],
    ]);
    expect(perSegment.map(([first]) => first && isSyncSample(first))).toEqual(perSegment.map(() => true));
  }
  const { samples, file } = samplesOf(packager, TOP);
  const path = join(folder.path, 'top.mp4');
  await writeFile(path, file);
  const { stdout, stderr } = await run(
    'ffmpeg',
    [...['-v', 'error', '-i', path, '-fps_mode', 'passthrough', '-f', 'framecrc', 'pipe:1']],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  expect(stderr).toBe('');
  expect(stdout.split('\n').filter((line) => line.startsWith('0,'))).toHaveLength(samples.length);
}, 300_000);

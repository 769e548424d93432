// Encoders that are killed, as the playlists show it. Real: compositor, FFmpeg, show log, packager.
import { afterEach, expect, test } from '@jest/globals';
import { Programme } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { parseTrackInit, readFragment } from '#media';
import { Packager, PROFILES, parseSnapshot } from '#packager';
import { ShowLogWriter } from '#showlog';
import { fragmentsOf } from '../../conformance/hls/hls-media-rules.js';
import { audioEncoders, publishedOf, videoEncoders } from '../../support/compositor/programme-children.js';
import { waitFor } from '../../support/kernel/wait-for.js';

const SETTINGS = {
  ...{ width: 640, height: 360, preset: 'ultrafast' as const, fragmentMs: 500 },
  rungs: [
    { shortSidePx: 360, bitrate: 800_000 },
    { shortSidePx: 180, bitrate: 300_000 },
  ],
};
const SOON_MS = 30_000;

let programme: Programme | undefined;
afterEach(() => programme?.close());

async function onAir(): Promise<Packager> {
  const writer = new ShowLogWriter<Packager>({ resumes: false, clock: systemClock, log: silentLog });
  const started = await Programme.create(SETTINGS, writer.sink, { clock: systemClock, log: silentLog });
  programme = started;
  const { anchorWallMs, renditions } = started;
  const packager = await writer.begin({
    anchorWallMs,
    frameRate: 30,
    replica: (from) =>
      Packager.goOn(from && parseSnapshot(from), {
        showId: 'show_1',
        renditions,
        profile: PROFILES.low,
        anchorWallMs,
        clock: systemClock,
        log: silentLog,
      }),
  });
  await hasSegments(packager, 3);
  return packager;
}

const hasSegments = (packager: Packager, count: number) =>
  waitFor(`${count} segments`, SOON_MS, () =>
    [...packager.renditions.keys()].every((id) => (packager.playlist(id)?.segments.length ?? 0) >= count),
  );

/** Holes between frames, in ticks. */
function holesOf(packager: Packager, id: string): number[] {
  const { segments } = packager.playlist(id) ?? { segments: [] };
  const { defaults } = parseTrackInit(packager.media(id, segments[0]?.mapUri ?? '') as Buffer);
  const samples = segments
    .flatMap(({ uri }) => fragmentsOf(packager.media(id, uri) as Buffer))
    .flatMap((fragment) => readFragment(fragment, defaults));
  return samples.slice(1).flatMap(({ decodeTicks }, index) => {
    const before = samples[index];
    const hole = before ? decodeTicks - before.decodeTicks - before.durationTicks : 0;
    return hole === 0 ? [] : [hole];
  });
}

const ENCODERS = { video: videoEncoders, audio: audioEncoders };

export function killEncoders(kinds: readonly (keyof typeof ENCODERS)[]): void {
  test.each(kinds.map((kind) => [kind, ENCODERS[kind]] as const))(
    'the %s encoder is killed: playlists show nothing of it',
    async (_kind, pids) => {
      const packager = await onAir();
      const tookOver = new Promise<void>((resolve) =>
        programme?.events.on('event', (event) => event.kind === 'encoder-took-over' && resolve()),
      );
      process.kill(await publishedOf(pids()), 'SIGKILL');
      await tookOver;
      await hasSegments(packager, (packager.playlist('audio')?.segments.length ?? 0) + 3);
      for (const id of packager.renditions.keys()) {
        const { segments } = packager.playlist(id) ?? { segments: [] };
        expect(segments.filter(({ discontinuity, gap }) => discontinuity || gap)).toEqual([]);
        expect(new Set(segments.map(({ mapUri }) => mapUri)).size).toBe(1);
        expect(holesOf(packager, id)).toEqual([]);
      }
    },
  );
}

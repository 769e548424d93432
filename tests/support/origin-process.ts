import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { silentLog, systemClock } from '#kernel';
import { Origin } from '#origin';
import { Packager, PROFILES } from '#packager';
import { FakeEncoder } from './fake-encoder.js';

// A process of its own, so that its CPU can be counted: an origin whose encoders cost nothing.
// Arguments: bytes of a part, and whether the programme goes on (`live`) or stands still (`still`).

const [partBytes = '50000', mode = 'still'] = process.argv.slice(2);
const FRAMES_PER_PART = 15;
const PART_MS = 500;
/** A playlist as long as a live one gets, about 3 kB. */
const PREPARED_PARTS = 64;

const say = (fact: string, value: unknown) => process.stdout.write(`${JSON.stringify({ fact, value })}\n`);

const packager = Packager.create({
  showId: 'show_1',
  renditions: [{ id: 'v', kind: 'video', width: 1_280, height: 720, frameRate: 30, targetBitrate: 800_000 }],
  profile: PROFILES.low,
  anchorWallMs: systemClock.wallMs() - PREPARED_PARTS * PART_MS,
  clock: systemClock,
  log: silentLog,
});
const origin = Origin.create({
  shows: { find: () => ({ isPrivate: false, programme: packager }) },
  clock: systemClock,
  log: silentLog,
});
const app = fastify();
origin.attach(app.server);
let asked = 0;
app.get('/asked', () => ({ asked }));
app.server.prependListener('request', (request) => {
  if (request.url?.includes('_HLS_msn=')) asked += 1;
});
await app.listen({ host: '127.0.0.1', port: 0 });

packager.epochOpened({ renditionId: 'v', epoch: 1, start: { units: 0, perSecond: 30 } });
const encoder = new FakeEncoder({
  kind: 'video',
  frameBytes: Math.round(Number(partBytes) / FRAMES_PER_PART),
  framesPerFragment: FRAMES_PER_PART,
});
packager.bytes('v', 1, encoder.init);
for (let part = 0; part < PREPARED_PARTS; part += 1) packager.bytes('v', 1, encoder.fragment());
const { segments } = packager.playlist('v') ?? { segments: [] };
say('ready', {
  url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
  playlist: '/live/show_1/v.m3u8',
  part: `/live/show_1/${segments.at(-1)?.parts.at(-1)?.uri}`,
  segment: `/live/show_1/${segments.at(-1)?.uri}`,
  edge: packager.renditions.get('v')?.edge,
});
if (mode === 'live')
  systemClock.every(PART_MS, () => {
    const fragment = encoder.fragment();
    const atWallMs = performance.timeOrigin + performance.now();
    const edge = packager.renditions.get('v')?.edge;
    packager.bytes('v', 1, fragment);
    say('part', { ...edge, atWallMs });
  });
process.once('SIGTERM', () => process.exit());

// A process of its own, so that its memory can be told from that of encoders and players: packager, disk and
// origin, fed over the channel of its starter, gone with it. Arguments: its folder, the renditions as JSON, and
// what time it was when the programme began.
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { silentLog, systemClock } from '#kernel';
import { Origin } from '#origin';
import { DiskStore, Packager, PROFILES, type RunOpening } from '#packager';

const MIB = 2 ** 20;
const WINDOW_SECONDS = 300;

/** What the encoders say, as the channel carries it. */
export type EncoderWord =
  | { said: 'opened'; run: RunOpening }
  | { said: 'bytes'; renditionId: string; run: number; chunk: Uint8Array }
  | { said: 'closed'; renditionId: string; run: number };

const [folder = '', renditions = '[]', anchorWallMs = '0'] = process.argv.slice(2);
const clocks = { clock: systemClock, log: silentLog };
const limits = { ramBytes: 64 * MIB, limitBytes: 64 * MIB, minFreeBytes: 256 * MIB };
const packager = Packager.create({
  ...{ showId: 'show_1', renditions: JSON.parse(renditions), profile: PROFILES.low, ...clocks },
  ...{ anchorWallMs: Number(anchorWallMs), windowSeconds: WINDOW_SECONDS },
  store: await DiskStore.create({ folder, ...limits, log: silentLog }),
});
const shows = new Map([['show_1', { isPrivate: false, programme: packager }]]);
const origin = Origin.create({ shows: { find: (showId) => shows.get(showId) }, ...clocks });
const app = fastify();
origin.attach(app.server);
await app.listen({ host: '127.0.0.1', port: 0 });
process.on('message', (word: EncoderWord) => {
  if (word.said === 'opened') packager.runOpened(word.run);
  if (word.said === 'bytes') packager.bytes(word.renditionId, word.run, Buffer.from(word.chunk));
  if (word.said === 'closed') packager.runClosed(word.renditionId, word.run);
});
process.once('disconnect', () => process.exit());
packager.events.once('went-live', () =>
  process.send?.(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/live/show_1`),
);

import { type AddressInfo, createServer } from 'node:net';
import fastify from 'fastify';
import { silentLog, systemClock } from '#kernel';
import { FragmentSplitter } from '#media';
import { Origin } from '#origin';
import { Packager, PROFILES, type RenditionSpec } from '#packager';

// A process of its own, so that its CPU can be counted: packager and origin, fed by fragments over TCP.

const RENDITIONS: readonly RenditionSpec[] = [
  { id: 'v', kind: 'video', width: 1_280, height: 720, frameRate: 30, targetBitrate: 2_500_000 },
  { id: 'a', kind: 'audio', targetBitrate: 128_000 },
];

const packager = Packager.create({
  showId: 'show_1',
  renditions: RENDITIONS,
  profile: PROFILES.low,
  anchorWallMs: systemClock.wallMs(),
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
await app.listen({ host: '127.0.0.1', port: 0 });

/** One connection is one encoder's life. */
async function intake({ id, kind }: RenditionSpec): Promise<number> {
  const server = createServer((socket) => {
    const perSecond = kind === 'video' ? 30 : 48_000;
    packager.runOpened({ renditionId: id, run: 1, start: { units: 0, perSecond } });
    const splitter = new FragmentSplitter();
    socket.on('data', (chunk) => {
      for (const { bytes } of splitter.push(chunk)) packager.bytes(id, 1, bytes);
    });
    socket.once('close', () => packager.runClosed(id, 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const [videoPort, audioPort] = await Promise.all(RENDITIONS.map(intake));
const { port } = app.server.address() as AddressInfo;
const url = `http://127.0.0.1:${port}/live/show_1/index.m3u8`;
process.stdout.write(`${JSON.stringify({ url, videoPort, audioPort })}\n`);
process.once('SIGTERM', () => process.exit());

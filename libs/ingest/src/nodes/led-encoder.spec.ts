import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type FrameChannel, Lifetime, type LogFields, listenChannels, silentLog, systemClock } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { INGEST_HEARTBEAT } from '../link/ingest-heartbeat.js';
import { IngestLink, type LinkedTarget } from '../link/ingest-link.js';
import { MediaInlet } from './media-inlet.js';

const SOON_MS = 5_000;
const TEST_MS = 15_000;

let lifetime: Lifetime;
let link: IngestLink;
/** What each side's server heard, and its newest channel. */
let here: { said: string[]; channel?: FrameChannel };
let there: { said: string[]; channel?: FrameChannel };
let heard: string[];
let target: LinkedTarget | undefined;
let sessionId: string;
let warned: LogFields[];
let at: (name: string) => string;

const encoder = {
  granted: () => heard.push('granted'),
  refused: () => heard.push('refused'),
  target: (told: LinkedTarget) => {
    target = told;
  },
  rtcp: (packet: Buffer) => heard.push(`rtcp ${packet.length}`),
  lost: () => heard.push('lost'),
  cut: () => heard.push('cut'),
};

async function server(path: string, side: typeof here): Promise<void> {
  const listener = await listenChannels(
    path,
    (channel) => {
      side.channel = channel;
      channel.events.on('frame', ({ message }) => side.said.push((message as { kind: string }).kind));
    },
    { clock: systemClock, heartbeat: INGEST_HEARTBEAT },
  );
  lifetime.adopt(() => listener.close());
}

beforeEach(async () => {
  lifetime = new Lifetime();
  const folder = temporaryFolder();
  lifetime.adopt(() => folder.remove());
  at = (name) => join(folder.path, name);
  [here, there, heard, target, warned] = [{ said: [] }, { said: [] }, [], undefined, []];
  await server(at('here'), here);
  await server(at('ingest'), there);
  const inlet = await MediaInlet.open(at('ingest-media'), silentLog);
  lifetime.adopt(() => inlet.close());
  link = new IngestLink({
    path: at('here'),
    clock: systemClock,
    log: { ...silentLog, warn: (_, fields = {}) => warned.push(fields) },
    srtSecret: () => undefined,
    connectNode: async (_place, to) => {
      const socket = connect({ path: at(to) });
      await once(socket, 'connect');
      return socket;
    },
  });
  lifetime.adopt(() => link.close());
  sessionId = link.claim('rtmp', 'pik_key', encoder);
  await until(here, 'claim');
  here.channel?.send({ kind: 'elsewhere', sessionId, host: '10.0.0.12', port: 7_947 });
  await until(there, 'claim');
  there.channel?.send({ kind: 'granted', sessionId });
  await waitFor('the grant', SOON_MS, () => heard.includes('granted'));
}, TEST_MS);
afterEach(() => lifetime.close('the test is over'));

const until = (side: typeof here, kind: string, times = 1) =>
  waitFor(
    `${kind} in ${side.said}`,
    SOON_MS,
    () => side.said.filter((each) => each === kind).length >= times,
  );

/** Answers with the socket of a media worker of the other node, which the encoder sends to from now on. */
async function mediaWorker() {
  const worker = createSocket('udp4').bind(0, '127.0.0.1');
  await once(worker, 'listening');
  lifetime.adopt(() => void worker.close());
  const { port } = worker.address();
  there.channel?.send({ kind: 'target', sessionId, ip: '127.0.0.1', port, videoSsrc: 1, audioSsrc: 2 });
  await waitFor('the target', SOON_MS, () => target !== undefined);
  return worker;
}

test(
  'what an encoder says goes to the other node, and its packets to the media worker there',
  async () => {
    const worker = await mediaWorker();
    link.wants(sessionId, { video: true, audio: true });
    await until(there, 'wants');
    const arrived = once(worker, 'message');
    target?.carry?.(Buffer.from('a packet'));
    const [packet, from] = await arrived;
    expect(String(packet)).toBe('a packet');
    // The port that it came from is one of this machine alone: another address of it is free there.
    const elsewhere = createSocket('udp4').bind(from.port, '127.0.0.2');
    await once(elsewhere, 'listening');
    elsewhere.close();
    expect(here.said).not.toContain('wants');
    link.gone(sessionId);
    await until(there, 'gone');
  },
  TEST_MS,
);

test(
  'a request for a key frame reaches the encoder from the media worker of the other node, and nothing else of it',
  async () => {
    const worker = await mediaWorker();
    const arrived = once(worker, 'message');
    target?.carry?.(Buffer.from('a packet'));
    const [, { port }] = await arrived;
    const [report, request] = [Buffer.alloc(8), Buffer.alloc(12)];
    report.set([0x80, 201, 0, 1]);
    request.set([0x81, 206, 0, 2]);
    worker.send(report, port, '127.0.0.1');
    worker.send(request, port, '127.0.0.1');
    await waitFor('the request', SOON_MS, () => heard.includes('rtcp 12'));
    expect(heard).toEqual(['granted', 'rtcp 12']);
  },
  TEST_MS,
);

test(
  'packets that the connection does not take are dropped, which is logged, and those that come later go on',
  async () => {
    const worker = await mediaWorker();
    // Nothing is read while this loop runs.
    for (let sent = 0; sent < 4_000; sent += 1) target?.carry?.(Buffer.alloc(1_200));
    expect(warned[0]).toEqual({ sessionId, dropped: 1 });
    let hasArrived = false;
    worker.on('message', (packet) => {
      hasArrived ||= String(packet) === 'later';
    });
    await waitFor('a later packet', SOON_MS, () => {
      target?.carry?.(Buffer.from('later'));
      return hasArrived;
    });
  },
  TEST_MS,
);

test.each<[string, () => void]>([
  ['whose connection to the other node ends', () => there.channel?.close()],
  [
    'that the other node sends elsewhere',
    () => there.channel?.send({ kind: 'elsewhere', sessionId, host: '10.0.0.11', port: 7_947 }),
  ],
])(
  'an encoder %s stays connected and asks its own server again',
  async (_what, end) => {
    end();
    await until(here, 'claim', 2);
    expect(heard).toEqual(['granted', 'lost']);
    here.channel?.send({ kind: 'granted', sessionId });
    await waitFor('the grant', SOON_MS, () => heard.length === 3);
    link.note(sessionId, ['here again']);
    await until(here, 'note');
  },
  TEST_MS,
);

test(
  'an encoder turns ever more rarely to nodes that disagree about the owner, which is logged in words',
  async () => {
    const lead = { kind: 'elsewhere', sessionId, host: '10.0.0.12', port: 7_947 };
    const asked: number[] = [];
    const stop = systemClock.every(10, () => {
      const [here_, there_] = [here.said, there.said].map((said) => said.filter((each) => each === 'claim'));
      if ((there_?.length ?? 0) > asked.length) {
        asked.push(systemClock.monotonicMs());
        there.channel?.send(lead);
      } else if ((here_?.length ?? 0) > asked.length) here.channel?.send(lead);
    });
    lifetime.adopt(stop);
    await waitFor('the words', SOON_MS, () => warned.some(({ help }) => help !== undefined));
    expect(warned).toMatchObject([{ sessionId, host: '10.0.0.12', turns: 4 }]);
    await waitFor('the next turn', SOON_MS, () => asked.length >= 5);
    const [first = 0, , , fourth = 0, fifth = 0] = asked;
    // At the least half of eight times the first pause, and no less than three pauses before it.
    expect(fifth - fourth).toBeGreaterThan(1_000);
    expect(fourth - first).toBeGreaterThan(1_000);
  },
  TEST_MS,
);

test(
  'its own server may start again meanwhile: the media goes on at the other node',
  async () => {
    const claims = here.said.length;
    const before = here.channel;
    before?.close();
    await waitFor('the next connection', SOON_MS, () => here.channel !== before);
    await until(here, 'listening', 2);
    expect([heard, here.said.slice(claims)]).toEqual([['granted'], ['listening']]);
  },
  TEST_MS,
);

test(
  'a node that sends what are no packets is cut off, and nothing else ends',
  async () => {
    const stranger = connect({ path: at('ingest-media') });
    const ended = once(stranger, 'close');
    stranger.on('error', () => undefined);
    stranger.write(Buffer.alloc(64, 0xff));
    await ended;
    const arrived = once(await mediaWorker(), 'message');
    target?.carry?.(Buffer.from('a packet'));
    await arrived;
    expect(heard).toEqual(['granted']);
  },
  TEST_MS,
);

test('a connection over which nothing comes for long is ended', async () => {
  const inlet = await MediaInlet.open(at('silent'), silentLog, 20);
  lifetime.adopt(() => inlet.close());
  const silent = connect({ path: at('silent') });
  silent.resume();
  await once(silent, 'close');
});

test('a place where it cannot listen is an error of its opening, and of nothing else', async () => {
  await expect(MediaInlet.open(at('no-folder/media'), silentLog)).rejects.toMatchObject({
    syscall: 'listen',
  });
});

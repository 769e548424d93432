import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type FrameChannel, listenChannels, silentLog, systemClock } from '#kernel';
import { SignalLog } from '../../../tests/support/kernel/signal-log.js';
import { temporaryFolder } from '../../../tests/support/kernel/temporary-folder.js';
import { type FromProgramme, type ToProgramme, toProgrammeSchema } from './messages.js';
import { ProgrammeConnection } from './programme-connection.js';
import { programmeSocket } from './programme-socket.js';

const WITHIN_MS = 5_000;
const READY: FromProgramme = {
  kind: 'ready',
  anchorWallMs: 1_700_000_000_000,
  renditions: [],
  isPlayable: true,
};

let folder: ReturnType<typeof temporaryFolder>;
let listener: Awaited<ReturnType<typeof listenChannels>>;
let channels: SignalLog<FrameChannel>;
let heard: SignalLog<ToProgramme | { kind: 'control' }>;

beforeEach(async () => {
  folder = temporaryFolder();
  channels = new SignalLog();
  heard = new SignalLog();
  const take = (channel: FrameChannel) => {
    channel.events.on('frame', ({ message }) => heard.push(message as ToProgramme));
    channels.push(channel);
  };
  listener = await listenChannels(programmeSocket(folder.path, 'show_1'), take, { clock: systemClock });
});

afterEach(async () => {
  await listener.close();
  folder.remove();
});

const untilHeard = (kind: string) =>
  heard.until(kind, WITHIN_MS, (all) => all.find((message) => message.kind === kind));

async function connect() {
  const opening = ProgrammeConnection.open({
    socketPath: programmeSocket(folder.path, 'show_1'),
    clock: systemClock,
    log: silentLog,
    signal: new AbortController().signal,
  });
  const channel = await channels.until('a connection', WITHIN_MS, (all) => all[0]);
  await untilHeard('control');
  const say = (message: FromProgramme) => channel.send(message);
  return { opening, channel, say };
}

test('a programme that is still starting takes the scene and its pipe; it is ready after that', async () => {
  const { opening, say } = await connect();
  say({ kind: 'accepted' });
  const connection = await opening;
  connection.addParticipant({ id: 'p_1', name: 'Ada' });
  connection.tellStage({ kind: 'pipe-opened', pipeId: 'pipe_1', ip: '127.0.0.1', port: 40_000 });
  await untilHeard('participant-added');
  await untilHeard('stage');
  expect([connection.isReady, connection.anchorWallMs]).toEqual([false, undefined]);
  const ready = new Promise<void>((resolve) => connection.events.once('ready', () => resolve()));
  say(READY);
  await ready;
  expect([connection.isReady, connection.anchorWallMs]).toEqual([true, 1_700_000_000_000]);
  expect(connection.isPlayable).toBe(true);
  connection.close();
});

test('one that runs already is ready as soon as it is connected', async () => {
  const { opening, say } = await connect();
  say({ kind: 'accepted' });
  say(READY);
  const connection = await opening;
  if (!connection.isReady)
    await new Promise<void>((resolve) => connection.events.once('ready', () => resolve()));
  expect(connection.anchorWallMs).toBe(1_700_000_000_000);
  connection.close();
});

test('one that ends before it takes messages is no connection', async () => {
  const { opening, channel } = await connect();
  channel.close();
  await expect(opening).rejects.toThrow('ended the connection');
});

test('a scene is one message with the bytes of both images; an image is sent once', async () => {
  const { opening, channel, say } = await connect();
  const frames: { message: unknown; bytes: Uint8Array }[] = [];
  channel.events.on('frame', ({ message, bytes }) => frames.push({ message, bytes: new Uint8Array(bytes) }));
  say({ kind: 'accepted' });
  const connection = await opening;
  connection.addMedia('pic_1.png', new Uint8Array([7, 8]));
  connection.addMedia('pic_1.png', new Uint8Array([7, 8]));
  connection.setScene({
    layout: { kind: 'solo', media: 'pic_1.png', backgroundImage: new Uint8Array([1, 2, 3]) },
    overlays: { logo: { image: new Uint8Array([4, 5]), corner: 'top-left' } },
    transition: { kind: 'fade', durationMs: 300 },
  });
  await untilHeard('scene');
  const sent = frames.map(({ message, bytes }) => ({ message: toProgrammeSchema.parse(message), bytes }));
  expect(sent.map(({ message }) => message.kind)).toEqual(['media', 'scene']);
  expect(sent[0]).toMatchObject({ message: { id: 'pic_1.png' }, bytes: new Uint8Array([7, 8]) });
  expect(sent[1]).toMatchObject({
    message: {
      layout: { kind: 'solo', media: 'pic_1.png' },
      ...{ background: 'new', backgroundBytes: 3, logo: 'new', logoCorner: 'top-left' },
      transition: { kind: 'fade', durationMs: 300 },
    },
    bytes: new Uint8Array([1, 2, 3, 4, 5]),
  });
  connection.close();
});

import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { systemClock } from '../clock.js';
import { LastingChannel } from './lasting-channel.js';
import { type ChannelListener, listenChannels } from './listen-channels.js';

const SOON_MS = 3_000;
let folder: ReturnType<typeof temporaryFolder>;
let listener: ChannelListener | undefined;
let lasting: LastingChannel;
let heard: unknown[];
let lost: string[];

beforeEach(() => {
  folder = temporaryFolder();
  heard = [];
  lost = [];
  lasting = LastingChannel.open({
    path: join(folder.path, 'peer.sock'),
    retryMs: 5,
    clock: systemClock,
    onConnected: (channel) => channel.send('hello'),
    onMessage: (_channel, message) => heard.push(message),
    onLost: (reason) => lost.push(reason),
  });
});
afterEach(async () => {
  lasting.close();
  await listener?.close();
  folder.remove();
});

async function listen(): Promise<unknown[]> {
  const told: unknown[] = [];
  listener = await listenChannels(
    join(folder.path, 'peer.sock'),
    (channel) => {
      channel.events.on('frame', ({ message }) => told.push(message));
      channel.send('welcome');
    },
    { clock: systemClock },
  );
  return told;
}

test('a peer that comes later, and comes again, is greeted each time', async () => {
  expect([lasting.isConnected, lasting.send('nobody takes it')]).toEqual([false, false]);
  const first = await listen();
  await waitFor('the greeting', SOON_MS, () => first.length > 0 && heard.length > 0);
  expect([first, heard, lasting.send('more')]).toEqual([['hello'], ['welcome'], true]);
  await listener?.close();
  await waitFor('the loss', SOON_MS, () => lost.length > 0);
  const second = await listen();
  await waitFor('the next greeting', SOON_MS, () => second.length > 0);
  expect(second).toEqual(['hello']);
});

test('once closed it tells of no loss and connects no more', async () => {
  const told = await listen();
  await waitFor('the greeting', SOON_MS, () => told.length > 0);
  lasting.close();
  expect(lost).toEqual([]);
});

import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import type { CaptionChannel, CaptionLine } from './caption-channel.js';
import { CaptionLines } from './caption-lines.js';

class FakeChannel {
  isOpen = true;
  readonly said: CaptionLine[] = [];
  async say(line: CaptionLine): Promise<void> {
    this.said.push(line);
  }
  close(): void {
    this.isOpen = false;
  }
}

const line = (text: string) => ({ language: 'en', text });

let overSocket: unknown[];
let channels: FakeChannel[];
/** Settles the opening that is under way. */
let settle: { opened(channel: FakeChannel): void; failed(): void };
let lines: CaptionLines;

const opened = async () => {
  const channel = new FakeChannel();
  channels.push(channel);
  settle.opened(channel);
  await setImmediate();
  return channel;
};

beforeEach(() => {
  [overSocket, channels] = [[], []];
  const connection = { request: async (_name: string, data: unknown) => void overSocket.push(data) };
  lines = new CaptionLines({
    connection: connection as never,
    open: () =>
      new Promise((resolve, reject) => {
        settle = {
          opened: (channel) => resolve(channel as unknown as CaptionChannel),
          failed: () => reject(new Error('no path for data')),
        };
      }),
  });
});

test('lines go over the socket until the channel is open, and over the channel from then on', async () => {
  await lines.say(line('one'));
  const channel = await opened();
  await lines.say(line('two'));
  expect([overSocket, channel.said]).toEqual([[line('one')], [line('two')]]);
});

test('a channel that was prepared takes the first line', async () => {
  lines.prepare();
  const channel = await opened();
  lines.prepare();
  await lines.say(line('one'));
  expect([overSocket, channel.said.length]).toEqual([[], 1]);
});

test('where no channel opens, or it has closed, lines go over the socket, and it is opened again', async () => {
  lines.prepare();
  settle.failed();
  await setImmediate();
  await lines.say(line('one'));
  const channel = await opened();
  channel.close();
  await lines.say(line('two'));
  const again = await opened();
  await lines.say(line('three'));
  expect([overSocket, channel.said, again.said]).toEqual([[line('one'), line('two')], [], [line('three')]]);
});

test('a channel of a path that was left is closed, also when it opens late', async () => {
  lines.prepare();
  const channel = await opened();
  lines.forget();
  expect(channel.isOpen).toBe(false);
  lines.prepare();
  lines.forget();
  const late = await opened();
  expect(late.isOpen).toBe(false);
  await lines.say(line('one'));
  expect(overSocket).toEqual([line('one')]);
});

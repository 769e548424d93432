import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { CaptionChannel } from './caption-channel.js';

/** One end of a channel, as mediasoup-client has it. */
class FakeEnd extends EventEmitter {
  readonly observer = new EventEmitter();
  readonly sent: string[] = [];
  readyState = 'open';

  constructor(readonly id: string) {
    super();
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.observer.emit('close');
  }
}

const OFFER = { dataConsumerId: 'con_1', dataProducerId: 'dp_2', stream: { streamId: 3, ordered: true } };
const line = { language: 'en', text: 'Good evening' };

let heard: EventEmitter;
let lines: FakeEnd;
let answers: FakeEnd;
let consumed: unknown[];

const connection = {
  on: (name: string, listener: (data: unknown) => void) => {
    heard.on(name, listener);
    return () => heard.off(name, listener);
  },
};
/** The server offers its channel before it has answered the request for the page's. */
const send = {
  produceData: async () => {
    heard.emit('data.offered', { ...OFFER, channel: 'cues', dataConsumerId: 'con_0' });
    heard.emit('data.offered', { ...OFFER, channel: 'captions' });
    return lines;
  },
};
const receive = {
  consumeData: async (options: unknown) => {
    consumed.push(options);
    return answers;
  },
};
const open = () => CaptionChannel.open(connection as never, send as never, receive as never);
const answer = (data: unknown) => answers.emit('message', JSON.stringify(data));

beforeEach(() => {
  jest.useFakeTimers();
  [heard, consumed] = [new EventEmitter(), []];
  [lines, answers] = [new FakeEnd('dp_1'), new FakeEnd('con_1')];
});
afterEach(() => {
  jest.useRealTimers();
});

test('it is open once both ways are, and each line has the answer with its number', async () => {
  const channel = await open();
  expect([channel.isOpen, consumed]).toMatchObject([true, [{ id: 'con_1', dataProducerId: 'dp_2' }]]);
  const [one, two] = [channel.say(line), channel.say(line)];
  expect(lines.sent.map((text) => JSON.parse(text))).toEqual([
    { id: 1, line },
    { id: 2, line },
  ]);
  answer({ id: null, ok: false, error: { code: 'bad-message', message: '', retry: false } });
  answer({ id: 2, ok: false, error: { code: 'too-many-messages', message: 'Wait.', retry: true } });
  answer({ id: 1, ok: true, data: {} });
  await one;
  await expect(two).rejects.toMatchObject({ code: 'too-many-messages', message: 'Wait.', retry: true });
});

test('a line without an answer fails in time, and closes the channel', async () => {
  const channel = await open();
  const failure = channel.say(line).catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await failure).toMatchObject({ code: 'timed-out', retry: true });
  expect([channel.isOpen, lines.readyState, answers.readyState]).toEqual([false, 'closed', 'closed']);
});

test('what the server closes is closed here, with every line that waits', async () => {
  const channel = await open();
  const failure = channel.say(line).catch((error: unknown) => error);
  heard.emit('data.closed', { dataConsumerId: 'con_0' });
  expect(channel.isOpen).toBe(true);
  heard.emit('data.closed', { dataConsumerId: 'con_1' });
  expect(await failure).toMatchObject({ code: 'timed-out' });
  expect([lines.readyState, heard.listenerCount('data.closed')]).toEqual(['closed', 0]);
});

test('what does not open in time is closed', async () => {
  answers.readyState = 'connecting';
  const failure = open().catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(await failure).toMatchObject({ code: 'timed-out' });
  expect([lines.readyState, answers.readyState]).toEqual(['closed', 'closed']);
  expect(heard.listenerCount('data.offered')).toBe(0);
});

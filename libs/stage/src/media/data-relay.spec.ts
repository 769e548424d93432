import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from '@jest/globals';
import { relayData } from './data-relay.js';
import type { Hub } from './hub.js';
import type { DataMessage, DataSink, DataSource } from './media-objects.js';

const EARLY_LIMIT_BYTES = 1 << 20;

class FakeEnd {
  readonly observer = new EventEmitter<{ close: [] }>();
  readonly id = 'channel_1';
  readonly label = 'cues';
  readonly protocol = '';
  readonly sent: DataMessage[] = [];
  closed = false;

  send(message: DataMessage): void {
    this.sent.push(message);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.observer.emit('close');
  }
}

const text = (words: string): DataMessage => ({ bytes: Buffer.from(words), payload: 51 });

let source: FakeEnd;
let sink: FakeEnd;
let asked: unknown[];
let says: (message: DataMessage) => void;
/** While the other node makes its end. */
let meanwhile: () => void;

beforeEach(() => {
  [source, sink] = [new FakeEnd(), new FakeEnd()];
  asked = [];
  meanwhile = () => undefined;
});

const from = {
  takeData: async (_id: string, onMessage: (message: DataMessage) => void): Promise<DataSource> => {
    says = onMessage;
    return source;
  },
} as Hub;
const to = {
  giveData: async (channel: unknown): Promise<DataSink> => {
    asked.push(channel);
    meanwhile();
    return sink;
  },
} as Hub;
const relay = () => relayData('channel_1', from, to);

test('a channel has the same id at the other node, and all that is said on it in its order, what came early included', async () => {
  meanwhile = () => says(text('one'));
  await relay();
  says(text('two'));
  expect(asked).toEqual([{ id: 'channel_1', label: 'cues', protocol: '' }]);
  expect(sink.sent).toEqual([text('one'), text('two')]);
});

test('a channel that ends, on either side or meanwhile, ends at both', async () => {
  await relay();
  sink.close();
  expect(source.closed).toBe(true);
  [source, sink] = [new FakeEnd(), new FakeEnd()];
  await relay();
  source.close();
  expect(sink.closed).toBe(true);
  [source, sink] = [new FakeEnd(), new FakeEnd()];
  meanwhile = () => source.close();
  await relay();
  expect(sink.closed).toBe(true);
});

test('a channel that cannot be opened at the other node is not taken for nothing', async () => {
  meanwhile = () => {
    throw new Error('the node has gone');
  };
  await expect(relay()).rejects.toThrow('the node has gone');
  expect(source.closed).toBe(true);
});

test('a page that says more than is kept for a node which is slow to answer loses the channel, not the middle of it', async () => {
  const half = { bytes: Buffer.alloc(EARLY_LIMIT_BYTES / 2), payload: 53 };
  meanwhile = () => {
    for (const each of [half, half, text('lost')]) says(each);
  };
  await relay();
  expect(sink.sent).toEqual([half, half]);
  expect([source.closed, sink.closed]).toEqual([true, true]);
});

import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { Hub } from './hub.js';
import { HubLink } from './hub-link.js';

/** One end of a pipe, or what goes into one and comes out of one. */
class FakeObject extends EventEmitter {
  readonly observer = new EventEmitter();
  closed = false;
  paused = false;
  producerPaused = false;

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.observer.emit('close');
  }

  async pause(): Promise<void> {
    this.paused = true;
  }

  async resume(): Promise<void> {
    this.paused = false;
  }

  setProducerPaused(isPaused: boolean): void {
    this.producerPaused = isPaused;
    this.emit(isPaused ? 'producerpause' : 'producerresume');
  }
}

class FakePipe extends FakeObject {
  readonly address = { ip: '127.0.0.1', port: 1, srtpParameters: {} };
  readonly consumer = new FakeObject();
  readonly producer = new FakeObject();
  /** While the far worker makes the producer. */
  meanwhile = (): void => undefined;
  connect = async (): Promise<void> => undefined;
  consume = async () => this.consumer;
  produce = async ({ paused }: { paused: boolean }) => {
    this.producer.paused = paused;
    this.meanwhile();
    return this.producer;
  };
}

async function linked() {
  const [near, far] = [new FakePipe(), new FakePipe()];
  const hubOf = (pipe: FakePipe) => ({ openPipe: async () => pipe }) as unknown as Hub;
  return { near, far, link: await HubLink.open(hubOf(near), hubOf(far)) };
}

test('what was paused while the far end was made is paused there', async () => {
  const { near, far, link } = await linked();
  far.meanwhile = () => {
    near.consumer.producerPaused = true;
  };
  await link.bring('camera');
  expect(far.producer.paused).toBe(true);
});

test('a track that ends, on either side or meanwhile, ends at both', async () => {
  const { near, far, link } = await linked();
  far.meanwhile = () => near.consumer.close();
  await link.bring('camera');
  expect(far.producer.closed).toBe(true);
  const other = await linked();
  await other.link.bring('camera');
  other.far.producer.close();
  expect(other.near.consumer.closed).toBe(true);
});

test('of many pauses the last one stays', async () => {
  const { near, far, link } = await linked();
  await link.bring('camera');
  for (const isPaused of [true, false, true]) near.consumer.setProducerPaused(isPaused);
  await new Promise((resolve) => setImmediate(resolve));
  expect(far.producer.paused).toBe(true);
});

test('when one end of the pipe goes, the other does not wait for its packets', async () => {
  const { near, far, link } = await linked();
  far.close();
  expect([near.closed, link.isClosed]).toEqual([true, true]);
});

test('an end that cannot be opened leaves nothing of the other', async () => {
  const near = new FakePipe();
  const [from, to] = [
    { openPipe: async () => near },
    { openPipe: () => Promise.reject(new Error('the node has gone')) },
  ] as unknown as Hub[];
  if (from === undefined || to === undefined) throw new Error('no hubs');
  await expect(HubLink.open(from, to)).rejects.toThrow('the node has gone');
  expect(near.closed).toBe(true);
});

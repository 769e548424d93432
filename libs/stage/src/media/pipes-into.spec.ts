import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import type { Hub } from './hub.js';
import { PipesInto } from './pipes-into.js';

class FakePipe {
  readonly address = { ip: '127.0.0.1', port: 1, srtpParameters: {} };
  readonly observer = new EventEmitter();
  closed = false;
  closedTimes = 0;
  connect = async (): Promise<void> => undefined;

  close(): void {
    this.closedTimes += 1;
    if (this.closed) return;
    this.closed = true;
    this.observer.emit('close');
  }
}

function fakeHub() {
  const pipes: FakePipe[] = [];
  const openPipe = async () => {
    const pipe = new FakePipe();
    pipes.push(pipe);
    return pipe;
  };
  return { pipes, hub: { openPipe } as unknown as Hub };
}

test('a pipe that has ended is not held on to, and the next track gets a new one', async () => {
  const [home, here] = [fakeHub(), fakeHub()];
  const pipes = new PipesInto(here.hub);
  await Promise.all([pipes.prepare(home.hub), pipes.prepare(home.hub)]);
  expect(home.pipes).toHaveLength(1);
  const [first] = home.pipes;
  first?.close();
  const closedTimes = first?.closedTimes;
  await pipes.prepare(home.hub);
  expect(home.pipes.map(({ closed }) => closed)).toEqual([true, false]);
  pipes.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(home.pipes.map(({ closed }) => closed)).toEqual([true, true]);
  expect(first?.closedTimes).toBe(closedTimes);
});

test('once no node is left, none of what they had is', async () => {
  const [home, here] = [fakeHub(), fakeHub()];
  const pipes = new PipesInto(here.hub);
  await pipes.prepare(home.hub);
  const [first] = home.pipes;
  first?.close();
  const closedTimes = first?.closedTimes;
  pipes.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(first?.closedTimes).toBe(closedTimes);
});

test('a channel that ended while the other node opened it is opened again when it is wanted again', async () => {
  const takenAs = [true, false, false];
  let taken = 0;
  const openEnd = (closed: boolean) => Object.assign(new FakePipe(), { closed, label: 'cues', protocol: '' });
  const home = {
    takeData: async () => {
      taken += 1;
      return openEnd(takenAs[taken - 1] ?? false);
    },
  } as unknown as Hub;
  const pipes = new PipesInto({ giveData: async () => openEnd(false) } as unknown as Hub);
  for (const _ of takenAs) await pipes.bringData('channel_1', home);
  expect(taken).toBe(2);
});

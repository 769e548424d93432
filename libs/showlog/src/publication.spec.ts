import { beforeEach, expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import type { RingEntry } from './entry-ring.js';
import { Publication, type Standby } from './publication.js';

/** A process that was stopped: time has passed, and none of its timers has run. */
class SleepyClock extends ManualClock {
  sleptMs = 0;

  override monotonicMs(): number {
    return super.monotonicMs() + this.sleptMs;
  }
}

let clock: SleepyClock;
let published: number[];
let asked: (string | null)[];
let answer: () => void;
let publication: Publication;

beforeEach(() => {
  clock = new SleepyClock();
  published = [];
  asked = [];
  publication = new Publication({
    publish: ({ seq }) => published.push(seq),
    decide: (nodeId) => {
      asked.push(nodeId);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    clock,
  });
});

const entry = (seq: number): RingEntry => ({ seq, entry: { kind: 'ended' }, bytes: Buffer.alloc(0) });
const settled = () => new Promise((resolve) => setImmediate(resolve));

function standby(): Standby & { sent: number[] } {
  const sent: number[] = [];
  const each: Standby & { sent: number[] } = {
    nodeId: 'node_b',
    sent,
    send: ({ seq }) => sent.push(seq),
    close: () => publication.detach(each),
  };
  return each;
}

function inStep(): ReturnType<typeof standby> {
  const each = standby();
  publication.attach(each);
  publication.inStep(each);
  return each;
}

test('alone, everything is published at once', () => {
  publication.write(entry(1));
  expect(published).toEqual([1]);
});

test('a standby that is not in step yet gets everything and holds up nothing', () => {
  const each = standby();
  publication.attach(each);
  publication.write(entry(1));
  expect([published, each.sent, asked]).toEqual([[1], [1], []]);
});

test('only what the standby in step has is published', () => {
  const each = inStep();
  expect(asked).toEqual(['node_b']);
  publication.write(entry(1));
  publication.write(entry(2));
  expect([published, each.sent]).toEqual([[], [1, 2]]);
  publication.acknowledge(each, 1);
  expect(published).toEqual([1]);
});

test('a standby that is lost is given up by decision: what waits for it is published after that', async () => {
  const each = inStep();
  publication.write(entry(1));
  publication.detach(each);
  publication.write(entry(2));
  expect([published, asked]).toEqual([[], ['node_b', null]]);
  answer();
  await settled();
  expect(published).toEqual([1, 2]);
});

test('one that does not answer is lost after half a second', () => {
  inStep();
  publication.write(entry(1));
  clock.advance(450);
  expect(asked).toEqual(['node_b']);
  clock.advance(150);
  expect(asked).toEqual(['node_b', null]);
});

test('a writer that slept may be the owner no more: nothing is published before that is decided', async () => {
  clock.sleptMs = 5_000;
  publication.write(entry(1));
  expect([published, asked]).toEqual([[], [null]]);
  answer();
  await settled();
  expect(published).toEqual([1]);
});

test('another server hears the question again', async () => {
  const each = inStep();
  publication.detach(each);
  publication.write(entry(1));
  publication.repeat();
  expect(asked).toEqual(['node_b', null, null]);
  answer();
  await settled();
  expect(published).toEqual([1]);
});

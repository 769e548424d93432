import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Log, silentLog } from './log.js';
import { watchProcessFaults } from './process-faults.js';
import { reportListenerErrors, TypedEvents } from './typed-events.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let logged: string[];
let ends: string[];
let process: EventEmitter;
let undo: () => void;

beforeEach(() => {
  [logged, ends, process] = [[], [], new EventEmitter()];
  const log: Log = {
    ...silentLog,
    error: (fact, { error } = {}) => void logged.push(`${fact}: ${(error as Error).message}`),
  };
  undo = reportListenerErrors(() => undefined);
  watchProcessFaults({ process, log, end: (reason) => ends.push(reason) });
});

afterEach(() => undo());

describe('a listener of an event', () => {
  test('that throws is logged, and the other listeners hear the event', () => {
    const events = new TypedEvents<{ fact: number }>();
    const heard: number[] = [];
    events.on('fact', () => {
      throw new Error('broken');
    });
    events.on('fact', (fact) => void heard.push(fact));
    events.emit('fact', 1);
    expect([heard, logged, ends]).toEqual([[1], ['process.event | a listener failed: broken'], []]);
  });

  test('whose promise rejects is logged as well', async () => {
    const events = new TypedEvents<{ fact: number }>();
    // biome-ignore lint/nursery/noMisusedPromises: this mistake is what is tested.
    events.on('fact', async () => {
      throw new Error('broken later');
    });
    events.emit('fact', 1);
    await turn();
    expect(logged).toEqual(['process.event | a listener failed: broken later']);
  });
});

test('a promise that nobody awaited is logged, and the process goes on', () => {
  process.emit('unhandledRejection', new Error('lost'));
  expect([logged, ends]).toEqual([['process.promise | a rejection was not handled: lost'], []]);
});

test('an exception that nobody caught ends the process in order', () => {
  process.emit('uncaughtException', new Error('unwound'));
  expect([logged.length, ends]).toEqual([1, ['uncaught exception']]);
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { patPacket, pmtPacket, TS_PID } from '../testing/ts-packets.js';
import { SrtCaller, type SrtCallerOptions } from './srt-caller.js';

const SOON_MS = 5_000;
/** MPEG-2: its tracks are known by their table alone. */
const TABLES = Buffer.concat([patPacket(), pmtPacket([{ type: 0x02, pid: TS_PID.video }])]);

let clock: ManualClock;
let said: string[];
let caller: SrtCaller;
let callers: SrtCaller[];

function call(more: Partial<SrtCallerOptions> = {}): SrtCaller {
  const created = new SrtCaller({
    key: 'pik_key',
    ffmpeg: (args) => ({ command: 'ffmpeg', args }),
    link: {
      claim: (by, key) => {
        said.push(`claim ${by} ${key}`);
        return 'session';
      },
      wants: (_, { video, audio }) => said.push(`wants ${video} ${audio}`),
      note: (_, notes) => said.push(`note ${notes}`),
      gone: () => said.push('gone'),
    },
    clock,
    log: silentLog,
    mayTry: async () => true,
    wasRight: () => said.push('right'),
    ended: () => said.push('ended'),
    ...more,
  });
  callers.push(created);
  return created;
}

const until = (word: string) =>
  waitFor(`${word} in ${said}`, SOON_MS, async () => said.some((each) => each.startsWith(word)));

beforeEach(async () => {
  clock = new ManualClock();
  said = [];
  callers = [];
  caller = call();
  await until('claim');
});
afterEach(() => Promise.all(callers.map((each) => each.close())));

test('the link asks for places when the key is granted and the tracks are known', async () => {
  caller.push(TABLES);
  expect(said).toEqual(['claim srt pik_key']);
  caller.granted();
  caller.granted();
  await until('wants');
  const note = expect.stringMatching(/^note .*encodes its video again/);
  expect(said).toEqual(['claim srt pik_key', 'right', 'right', note, 'wants true false']);
});

test('a refused key ends the call', () => {
  caller.refused('wrong');
  expect(said).toEqual(['claim srt pik_key', 'ended', 'gone']);
});

test('a network that tried too many wrong keys is refused without a claim', async () => {
  said = [];
  call({ mayTry: async () => false });
  await until('ended');
  expect(said).toEqual(['ended']);
});

test('a caller that sends nothing is cut, and one that sends is not', () => {
  clock.advance(15_000);
  caller.push(TABLES);
  clock.advance(15_000);
  expect(said).not.toContain('ended');
  clock.advance(5_000);
  expect(said).toContain('ended');
});

test('what is no transport stream is cut, and the owner reads why', async () => {
  caller.granted();
  caller.push(Buffer.alloc(1_316));
  await waitFor('the relay', SOON_MS, async () => {
    clock.advance(1_000);
    caller.push(Buffer.alloc(1_316));
    return said.includes('ended');
  });
  expect(said.slice(-3)).toEqual([expect.stringMatching(/^note .*not MPEG-TS/), 'ended', 'gone']);
});

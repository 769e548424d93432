import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { ReplayedChat, type ReplayedMessage } from './replayed-chat.js';

const T = Math.ceil(Date.UTC(2030, 0, 1) / 120_000) * 120_000;
const said = (afterMs: number): ReplayedMessage => ({
  id: `msg_${afterMs}`,
  name: 'Ada',
  role: 'viewer',
  personId: 'p',
  text: `at ${afterMs}`,
  hiddenFor: null,
  event: null,
  at: new Date(T + afterMs).toISOString(),
  programmeAt: new Date(T + afterMs).toISOString(),
});
const ALL = [-30_000, 1_000, 50_000, 130_000, 250_000].map(said);

function replay(all: readonly ReplayedMessage[] = ALL) {
  const clock = new ManualClock();
  const asked: number[] = [];
  let playheadMs: number | null = null;
  let isAway = false;
  const chat = new ReplayedChat({
    playhead: () => playheadMs,
    timer: clock,
    load: async (fromMs, toMs, limit) => {
      asked.push((fromMs - T) / 120_000);
      if (isAway) throw new Error('away');
      return all.filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs).slice(0, limit);
    },
  });
  const texts = async (afterMs: number | null) => {
    playheadMs = afterMs === null ? null : T + afterMs;
    clock.advance(250);
    await new Promise(setImmediate);
    clock.advance(250);
    return chat.messages.value.map(({ text }) => text);
  };
  return { chat, clock, asked, texts, away: (value: boolean) => (isAway = value) };
}

test('what was said by the moment of the playhead is shown, back and forth', async () => {
  const { chat, asked, texts } = replay();
  expect(await texts(null)).toEqual([]);
  expect(asked).toEqual([]);
  expect(await texts(2_000)).toEqual(['at -30000', 'at 1000']);
  expect(await texts(60_000)).toEqual(['at -30000', 'at 1000', 'at 50000']);
  expect(await texts(0)).toEqual(['at -30000']);
  expect(await texts(251_000)).toEqual(['at 130000', 'at 250000']);
  expect(await texts(2_000)).toEqual(['at -30000', 'at 1000']);
  chat.close();
});

test('a message is shown at its moment, not at the next look', async () => {
  const clock = new ManualClock();
  const startMs = clock.monotonicMs();
  const playhead = () => T + clock.monotonicMs() - startMs;
  const chat = new ReplayedChat({ playhead, timer: clock, load: async () => [said(1_100)] });
  await new Promise(setImmediate);
  const isShown = () => chat.messages.value.some(({ text }) => text === 'at 1100');
  while (!isShown() && playhead() < T + 2_000) clock.advance(5);
  expect(playhead() - T).toBeGreaterThanOrEqual(1_100);
  expect(playhead() - T).toBeLessThanOrEqual(1_120);
  chat.close();
});

test('each part is loaded once, the next one before the playhead is there', async () => {
  const { chat, asked, texts } = replay();
  for (const afterMs of [2_000, 99_000, 101_000, 119_000, 121_000, 2_000]) await texts(afterMs);
  expect(asked).toEqual([-1, 0, 1]);
  chat.close();
});

test('a part that could not be loaded is said so, and tried again', async () => {
  const { chat, clock, away, texts } = replay();
  away(true);
  await texts(2_000);
  expect(chat.isMissing.value).toBe(true);
  away(false);
  clock.advance(5_000);
  expect(await texts(2_000)).toEqual(['at -30000', 'at 1000']);
  expect(chat.isMissing.value).toBe(false);
  chat.close();
});

test('a busy chat is loaded page by page, each message once', async () => {
  const all = Array.from({ length: 1_200 }, (_, n) => said(n * 50));
  const { chat, texts } = replay(all);
  await texts(1_000);
  await new Promise(setImmediate);
  expect((await texts(60_000)).at(-1)).toBe('at 59950');
  expect(new Set(chat.messages.value.map(({ id }) => id)).size).toBe(200);
  chat.close();
});

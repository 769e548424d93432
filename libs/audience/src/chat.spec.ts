import { expect, test } from '@jest/globals';
import type { ServerEvent } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { Chat } from './chat.js';
import { LineJudge } from './defence/line-judge.js';
import { SiteGuard } from './defence/site-guard.js';
import { HeldMessages } from './held-messages.js';
import { Members } from './members.js';
import type { ChatMessageRecord } from './ports/chat-store.js';
import { DEFAULT_SETTINGS, Rules } from './rules.js';
import { WriteBatch } from './write-batch.js';

const LONG = 'I think the second speaker was much better than the first one tonight';
const OTHER = 'Does anybody know where the slides of the first talk can be found later?';
const VIEWER = { showId: 's', personId: 'v1', name: 'Ada', role: 'viewer' as const };
const PROGRAMME_AHEAD_MS = 40;
const never = () => Promise.reject(new Error('not asked for'));
const ignore = () => undefined;

async function chatOf(slowModeMs: number) {
  const clock = new ManualClock();
  const rules = new Rules({ ...DEFAULT_SETTINGS, slowModeMs });
  const members = new Members();
  const stored: string[] = [];
  const failures: Error[] = [];
  const sent: ServerEvent[] = [];
  const site = new SiteGuard(
    {
      words: async () => undefined,
      listBans: async () => [],
      hasBan: never,
      setWords: never,
      addBan: never,
      removeBan: never,
    },
    clock,
  );
  const write = new WriteBatch<ChatMessageRecord>({
    write: async (records) => {
      const failure = failures.pop();
      if (failure) throw failure;
      stored.push(...records.map(({ text }) => text));
    },
  });
  const chat = await Chat.open({
    showId: 's',
    store: {
      before: async () => [],
      add: never,
      find: async () => undefined,
      between: never,
      after: never,
      deviceOf: never,
      remove: never,
      removeAllOf: never,
    },
    write,
    rules,
    members,
    judge: new LineJudge({ showId: 's', rules, members, site, classifier: undefined, clock }),
    held: await HeldMessages.open({
      showId: 's',
      store: { add: never, waiting: async () => [], find: never, remove: never },
      toModerators: ignore,
      toPerson: ignore,
    }),
    clock,
    programmeMs: (wallMs) => wallMs + PROGRAMME_AHEAD_MS,
    send: (event) => void sent.push(event),
    toModerators: ignore,
    toPerson: ignore,
    paceChanged: ignore,
    readers: () => 0,
  });
  return {
    chat,
    clock,
    rules,
    stored,
    sent,
    failures,
    say: (text: string) => chat.say(VIEWER, text, undefined),
  };
}

test('a line that slow mode refused is no repetition when it is sent in time', async () => {
  const { chat, clock, stored, say } = await chatOf(10_000);
  await say(LONG);
  clock.advance(5_000);
  await expect(say(OTHER)).rejects.toMatchObject({ code: 'slow-mode' });
  clock.advance(5_000);
  await say(OTHER);
  expect(stored).toEqual([LONG, OTHER]);
  chat.close();
});

test('a line that could not be stored is no repetition when it is sent again', async () => {
  const { chat, stored, failures, say } = await chatOf(0);
  failures.push(new Error('the database is away'));
  await expect(say(LONG)).rejects.toThrow('the database is away');
  await say(LONG);
  await expect(say(LONG)).rejects.toMatchObject({ code: 'repeated-text' });
  expect(stored).toEqual([LONG]);
  chat.close();
});

test('who came on stage is in the chat with the programme’s time of that moment, whatever the rules say of messages', async () => {
  const { chat, clock, rules, sent, stored } = await chatOf(60_000);
  rules.apply({ ...rules.settings, chatOpen: false, messagesPerSecond: 1 });
  clock.advance(5_000);
  for (const name of ['Vic', 'Wim', 'Xia']) await chat.tell('on-stage', { personId: name, name }, 4_200);
  clock.advance(1_000);
  const told = sent.flatMap(({ name, data }) => (name === 'chat.messages' ? data.messages : []));
  expect(told.map(({ name, event, programmeMs }) => [name, event, programmeMs])).toEqual(
    ['Vic', 'Wim', 'Xia'].map((name) => [name, 'on-stage', 4_200 + PROGRAMME_AHEAD_MS]),
  );
  expect(stored).toHaveLength(3);
  expect(chat.recent.map(({ event }) => event)).toEqual(['on-stage', 'on-stage', 'on-stage']);
  chat.close();
});

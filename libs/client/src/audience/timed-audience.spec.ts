import { describe, expect, test } from '@jest/globals';
import type { ResponseData } from '#protocol';
import { TimedAudience } from './timed-audience.js';

type Snapshot = ResponseData<'audience.get'>;
type Message = Snapshot['chat'][number];
type Poll = Snapshot['polls'][number];

const T = 1_700_000_000_000;

const message = (atMs: number, text = `at ${atMs}`): Message => ({
  messageId: `msg_${atMs}`,
  personId: 'per_1',
  name: 'Ada',
  role: 'viewer',
  text,
  replyTo: null,
  atWallMs: T + atMs,
  programmeMs: T + atMs,
});
const poll = (votes: number, closedMs?: number): Poll => ({
  pollId: 'pol_1',
  question: 'Which?',
  options: [
    { text: 'One', votes },
    { text: 'Two', votes: 0 },
  ],
  closed: closedMs !== undefined,
  atWallMs: T + 1_000,
  programmeMs: T + 1_000,
  ...(closedMs === undefined ? {} : { closedProgrammeMs: T + closedMs }),
});
const snapshot = (fields: Partial<Snapshot>): Snapshot => ({
  chat: [],
  pinned: null,
  notice: null,
  rules: {
    chatOpen: true,
    slowModeSeconds: 0,
    allowLinks: true,
    questionsOpen: true,
    reactionsOpen: true,
    inStep: true,
    messagesPerSecond: 0,
    slowByLoad: false,
  },
  restriction: null,
  votedFor: [],
  questions: [],
  polls: [],
  viewers: 1,
  programmeMs: T + 60_000,
  ...fields,
});
const said = (audience: TimedAudience, atMs: number) => audience.at(T + atMs).chat.map(({ text }) => text);

describe('the chat', () => {
  test('a page before what is shown comes whole, also where it was shown and dropped before', () => {
    const audience = new TimedAudience();
    audience.heard(Array.from({ length: 400 }, (_, n) => message(1_000 + n)));
    const shown = said(audience, 2_000);
    expect([shown.length, shown[0]]).toEqual([300, 'at 1100']);
    const page = Array.from({ length: 50 }, (_, n) => message(1_050 + n));
    audience.heardBefore(page.toReversed());
    expect(said(audience, 2_000)).toEqual(Array.from({ length: 350 }, (_, n) => `at ${1_050 + n}`));
    audience.heard([message(1_500)]);
    expect(said(audience, 2_000)).toHaveLength(350);
    audience.keepUsual();
    audience.heard([message(1_501)]);
    expect(said(audience, 2_000)).toHaveLength(300);
  });

  test('is that of the moment in the video, back and forth', () => {
    const audience = new TimedAudience();
    audience.heard([message(1_000), message(2_000), message(9_000)]);
    expect(said(audience, 2_500)).toEqual(['at 1000', 'at 2000']);
    expect(said(audience, 9_000)).toHaveLength(3);
    expect(said(audience, 1_000)).toEqual(['at 1000']);
  });

  test('shows one’s own message at once, and once', () => {
    const audience = new TimedAudience();
    audience.heard([message(9_000)], T + 1_000);
    audience.heard([message(9_000)]);
    expect(said(audience, 1_000)).toEqual(['at 9000']);
    expect(said(audience, 10_000)).toEqual(['at 9000']);
  });

  test('names who came on stage at that moment, back and forth, once', () => {
    const line: Message = { ...message(5_000, 'is on stage now'), name: 'Vic', event: 'on-stage' };
    const audience = new TimedAudience(snapshot({ chat: [line] }));
    audience.heard([line]);
    const events = (atMs: number) => audience.at(T + atMs).chat.map(({ event, name }) => [event, name]);
    expect(events(4_999)).toEqual([]);
    expect(events(5_000)).toEqual([['on-stage', 'Vic']]);
    expect(events(1_000)).toEqual([]);
    expect(audience.at(null).chat).toHaveLength(1);
  });

  test('never shows what was deleted, whether it was shown already or not', () => {
    const audience = new TimedAudience();
    audience.heard([message(1_000), message(5_000)]);
    audience.pinned({ message: message(1_000), programmeMs: T + 1_500 });
    audience.at(T + 2_000);
    audience.deleted(['msg_1000', 'msg_5000']);
    expect(said(audience, 2_000)).toEqual([]);
    expect(audience.at(T + 2_000).pinned).toBeNull();
    expect(said(audience, 6_000)).toEqual([]);
    expect(said(audience, 1_200)).toEqual([]);
  });

  test('takes in what was loaded of earlier', () => {
    const audience = new TimedAudience(snapshot({ chat: [message(50_000)] }));
    audience.at(T + 20_000);
    audience.heard([message(10_000), message(15_000)].toReversed());
    expect(said(audience, 20_000)).toEqual(['at 10000', 'at 15000']);
    expect(said(audience, 55_000)).toEqual(['at 10000', 'at 15000', 'at 50000']);
    expect(audience.oldest?.messageId).toBe('msg_10000');
  });
});

describe('polls, pins and notices', () => {
  test('a poll opens, has its votes and closes at its moments', () => {
    const audience = new TimedAudience();
    audience.pollChanged({ poll: poll(0), programmeMs: T + 1_000 });
    audience.pollChanged({ poll: poll(7), programmeMs: T + 3_000 });
    audience.pollChanged({ poll: poll(9, 8_000), programmeMs: T + 8_000 });
    expect(audience.at(T + 999).polls).toEqual([]);
    expect(audience.at(T + 2_000).polls).toMatchObject([{ closed: false, options: [{ votes: 0 }, {}] }]);
    expect(audience.at(T + 7_999).polls).toMatchObject([{ closed: false, options: [{ votes: 7 }, {}] }]);
    expect(audience.at(T + 8_000).polls).toMatchObject([{ closed: true, options: [{ votes: 9 }, {}] }]);
  });

  test('one who comes later and goes back sees a closed poll open', () => {
    const audience = new TimedAudience(snapshot({ polls: [poll(9, 8_000)] }));
    expect(audience.at(T + 500).polls).toEqual([]);
    expect(audience.at(T + 4_000).polls).toMatchObject([{ closed: false, options: [{ votes: 0 }, {}] }]);
    expect(audience.at(T + 9_000).polls).toMatchObject([{ closed: true, options: [{ votes: 9 }, {}] }]);
  });

  test('one who goes back before the reveal of a quiz sees neither its answer nor its counts', () => {
    const quiz: Poll = {
      ...poll(9, 8_000),
      kind: 'quiz',
      revealedProgrammeMs: T + 12_000,
      answer: 0,
    };
    const scores = [{ personId: 'per_1', name: 'Ada', right: 1, tookMs: 900 }];
    const audience = new TimedAudience(snapshot({ polls: [quiz], scores }));
    for (const atMs of [4_000, 8_000, 11_999]) {
      const [seen] = audience.at(T + atMs).polls;
      expect(seen).toMatchObject({ closed: atMs >= 8_000, options: [{ votes: 0 }, { votes: 0 }] });
      expect(seen).not.toHaveProperty('answer');
      expect(audience.at(T + atMs).scores).toEqual([]);
    }
    expect(audience.at(T + 12_000)).toMatchObject({
      polls: [{ answer: 0, options: [{ votes: 9 }, {}] }],
      scores,
    });
  });

  test('a pin and a notice go up and down at their moments', () => {
    const pinned = message(100);
    const audience = new TimedAudience(
      snapshot({ pinned, pinnedProgrammeMs: T + 2_000, notice: 'Welcome', noticeProgrammeMs: T + 3_000 }),
    );
    audience.noticed({ text: null, programmeMs: T + 5_000 });
    audience.pinned({ message: null, programmeMs: T + 6_000 });
    expect(audience.at(T + 1_000)).toMatchObject({ pinned: null, notice: null });
    expect(audience.at(T + 4_000)).toMatchObject({ pinned, notice: 'Welcome' });
    expect(audience.at(T + 5_500)).toMatchObject({ pinned, notice: null });
    expect(audience.at(T + 6_000)).toMatchObject({ pinned: null, notice: null });
  });
});

test('a chapter is that of the moment in the video, back and forth', () => {
  const audience = new TimedAudience();
  audience.chaptered({ title: 'Welcome', programmeMs: T + 1_000 });
  audience.chaptered({ title: 'Questions', programmeMs: T + 9_000 });
  const at = (ms: number) => audience.at(T + ms).chapter;
  expect([at(900), at(1_000), at(9_500), at(8_900)]).toEqual([null, 'Welcome', 'Questions', 'Welcome']);
});

describe('reactions', () => {
  test('fly once, when the playhead passes them', () => {
    const audience = new TimedAudience();
    audience.reacted({ counts: { heart: 2 }, programmeMs: T + 1_000 });
    expect(audience.passedBy(T + 900)).toEqual([]);
    expect(audience.passedBy(T + 1_000)).toEqual([{ heart: 2 }]);
    expect(audience.passedBy(T + 1_100)).toEqual([]);
  });

  test('those that a jump leaps over are not shown', () => {
    const audience = new TimedAudience();
    audience.reacted({ counts: { heart: 2 }, programmeMs: T + 1_000 });
    audience.reacted({ counts: { clap: 1 }, programmeMs: T + 9_500 });
    expect(audience.passedBy(T + 10_000)).toEqual([{ clap: 1 }]);
  });
});

test('a hidden question is gone at every moment', () => {
  const audience = new TimedAudience();
  const question = {
    questionId: 'qst_1',
    personId: 'per_2',
    name: 'Bo',
    text: 'Why?',
    votes: 0,
    state: 'open' as const,
    atWallMs: T + 1_000,
  };
  audience.questionsChanged({ questions: [question], programmeMs: T + 1_000 }, () => false);
  expect(audience.at(T + 500).questions).toEqual([]);
  expect(audience.at(T + 1_500).questions).toEqual([question]);
  const hidden = { ...question, text: '', name: '…', state: 'hidden' as const };
  audience.questionsChanged({ questions: [hidden], programmeMs: T + 9_000 }, () => false);
  expect(audience.at(T + 1_500).questions).toEqual([hidden]);
  expect(audience.at(T + 1_000).questions).toEqual([hidden]);
});

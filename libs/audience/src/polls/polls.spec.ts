import { beforeEach, describe, expect, test } from '@jest/globals';
import { LIMITS, type ServerEvent, type ServerEventData } from '#protocol';
import { PollsUnderTest } from '../../../../tests/support/audience/polls-under-test.js';
import { BEHIND_AT_MOST_MS } from './vote-moment.js';

const OPEN_MS = 20_000;

let show: PollsUnderTest;
const dataOf = (name: ServerEvent['name']) =>
  show.sent.filter((event) => event.name === name).map(({ data }) => data);
const changes = () => dataOf('poll.changed') as ServerEventData<'poll.changed'>[];
const lastPoll = () => changes().at(-1)?.poll;

beforeEach(async () => {
  show = new PollsUnderTest();
  await show.restart();
});

describe('a poll that was open for twenty seconds of the programme', () => {
  let pollId: string;
  beforeEach(async () => {
    pollId = await show.create();
    show.clock.advance(OPEN_MS);
    await show.polls.close(pollId);
  });

  /** Votes in the last tenth of a second of the poll in one's own video. */
  const voteInTime = (personId: string, behindMs: number) => {
    show.clock.advance(behindMs - 100);
    return show.vote(personId, pollId, 0, behindMs);
  };

  test.each([200, 600, 3_000, 8_000, BEHIND_AT_MOST_MS])(
    'is open as long for one who is %d ms behind',
    async (behindMs) => {
      await expect(voteInTime('late', behindMs)).resolves.toBeUndefined();
      show.clock.advance(200);
      await expect(show.vote('other', pollId, 0, behindMs)).rejects.toMatchObject({ code: 'poll-closed' });
    },
  );

  test('is closed for one at the live edge, or without a playhead', async () => {
    for (const behindMs of [undefined, 0, -9_000])
      await expect(show.vote('live', pollId, 0, behindMs)).rejects.toMatchObject({ code: 'poll-closed' });
  });

  test('who says to be an hour back wins no more than the furthest viewer', async () => {
    show.clock.advance(BEHIND_AT_MOST_MS);
    await expect(show.vote('liar', pollId, 0, 3_600_000)).rejects.toMatchObject({ code: 'poll-closed' });
  });

  test('its late votes change the counts at one moment of the programme for all', async () => {
    await voteInTime('late', 8_000);
    show.clock.advance(500);
    const [opened, closed, counted] = changes();
    expect(opened).toMatchObject({ poll: { closed: false } });
    expect(closed).toMatchObject({ poll: { closed: true, options: [{ votes: 0 }, {}] } });
    expect(closed?.programmeMs).toBe(closed?.poll.closedProgrammeMs);
    expect(counted).toMatchObject({ poll: { closed: true, options: [{ votes: 1 }, {}] } });
    expect(counted?.programmeMs).toBeGreaterThan(closed?.programmeMs ?? Number.NaN);
  });

  test('a server that was restarted knows who has voted and lets late ones vote', async () => {
    await voteInTime('late', 8_000);
    await show.restart();
    await expect(show.vote('late', pollId, 1, 8_000)).rejects.toMatchObject({ code: 'already-voted' });
    await expect(show.vote('another', pollId, 1, 8_000)).resolves.toBeUndefined();
  });

  test('has nothing to reveal', async () => {
    await expect(show.polls.reveal({ pollId })).rejects.toMatchObject({ code: 'bad-message' });
  });
});

describe('a quiz of twenty seconds', () => {
  const quiz = () => show.create({ kind: 'quiz', answer: 1, seconds: OPEN_MS / 1_000 });

  test('closes by itself, and after a restart too', async () => {
    await quiz();
    show.clock.advance(OPEN_MS / 2);
    await show.restart();
    await show.pass(OPEN_MS / 2 - 1);
    expect(show.polls.list).toMatchObject([{ closed: false }]);
    await show.pass(1);
    expect(lastPoll()).toMatchObject({ closed: true });
    expect(changes().at(-1)?.programmeMs).toBe(lastPoll()?.closedProgrammeMs);
  });

  test('an answer of one 8 s behind counts as that of one 0.6 s behind', async () => {
    const pollId = await quiz();
    const FURTHEST_MS = 8_000;
    const viewers = [600, 1_500, 3_000, 5_000, FURTHEST_MS];
    // Everybody answers 19.9 s after the question appeared in their own video.
    for (const [n, behindMs] of viewers.entries()) {
      await show.pass(behindMs - (viewers[n - 1] ?? 0) + (n === 0 ? OPEN_MS - 100 : 0));
      await show.vote(`viewer ${behindMs}`, pollId, 1, behindMs);
    }
    await show.pass(await show.polls.reveal({ pollId }));
    expect(lastPoll()).toMatchObject({ answer: 1, options: [{ votes: 0 }, { votes: viewers.length }] });
    expect(show.polls.scores).toHaveLength(viewers.length);
    expect(new Set(show.polls.scores.map(({ tookMs }) => tookMs))).toEqual(new Set([OPEN_MS - 100]));
  });

  test('nobody’s connection has the answer, or how others answer, before the furthest viewer is done', async () => {
    const pollId = await quiz();
    await show.pass(8_500);
    await show.vote('far', pollId, 1, 8_000);
    await show.pass(OPEN_MS - 8_500);
    const inMs = await show.polls.reveal({ pollId });
    expect(inMs).toBeGreaterThanOrEqual(8_000);
    await show.pass(inMs - 1);
    expect(JSON.stringify(show.sent)).not.toMatch(/answer|scores/);
    for (const { poll } of changes()) expect(poll.options).toEqual([UNCOUNTED('One'), UNCOUNTED('Two')]);
    expect(lastPoll()?.votes).toBe(1);
    await show.pass(1);
    expect(changes().at(-1)).toMatchObject({
      poll: { answer: 1, revealedProgrammeMs: changes().at(-1)?.programmeMs },
    });
    expect(dataOf('poll.scored')).toMatchObject([{ scores: [{ name: 'far', right: 1 }] }]);
  });

  test('where nobody is known to be behind, it waits as long as a vote may be late', async () => {
    const pollId = await quiz();
    await show.pass(OPEN_MS);
    expect(await show.polls.reveal({ pollId })).toBe(BEHIND_AT_MOST_MS);
  });

  test('once the answer is out, no vote counts, whatever its playhead', async () => {
    const pollId = await quiz();
    await show.vote('near', pollId, 0, 0);
    await show.pass(OPEN_MS);
    await show.pass(await show.polls.reveal({ pollId }));
    await expect(show.vote('reader', pollId, 1, 14_000)).rejects.toMatchObject({ code: 'poll-closed' });
  });

  test('is revealed once, and with the store away later', async () => {
    const pollId = await quiz();
    show.isStoreAway = true;
    const inMs = await show.polls.reveal({ pollId }).catch(() => undefined);
    expect(inMs).toBeUndefined();
    show.isStoreAway = false;
    await show.polls.reveal({ pollId });
    show.isStoreAway = true;
    await show.pass(BEHIND_AT_MOST_MS);
    expect(lastPoll()).not.toHaveProperty('answer');
    show.isStoreAway = false;
    await show.pass(2_000);
    expect(lastPoll()).toMatchObject({ answer: 1 });
    expect(await show.polls.reveal({ pollId })).toBe(0);
  });

  test('needs its answer; others have none', async () => {
    for (const wish of [{ kind: 'quiz' }, { kind: 'quiz', answer: 2 }, { kind: 'poll', answer: 0 }] as const)
      await expect(show.create(wish)).rejects.toMatchObject({ code: 'bad-message' });
  });

  test('erased people are in no table of scores', async () => {
    const pollId = await quiz();
    await show.vote('gone', pollId, 1, 0);
    await show.polls.reveal({ pollId });
    await show.pass(BEHIND_AT_MOST_MS);
    expect(show.polls.scores).toHaveLength(1);
    show.polls.forgetAuthor('gone');
    expect(show.polls.scores).toEqual([]);
  });
});

describe('a prediction', () => {
  test('is right for viewers who said what came true', async () => {
    const pollId = await show.create({ kind: 'prediction' });
    await show.vote('right', pollId, 0, 0);
    await show.vote('wrong', pollId, 1, 0);
    await expect(show.polls.reveal({ pollId })).rejects.toMatchObject({ code: 'bad-message' });
    await show.pass(await show.polls.reveal({ pollId, option: 0 }));
    expect(lastPoll()).toMatchObject({ answer: 0, closed: true, options: [{ votes: 1 }, { votes: 1 }] });
    expect(show.polls.scores).toMatchObject([{ name: 'right', right: 1 }]);
  });
});

test('a show has a bounded number of polls, after a restart too', async () => {
  for (let n = 0; n < LIMITS.polls; n += 1) await show.create();
  await expect(show.create()).rejects.toMatchObject({ code: 'bad-message' });
  await show.restart();
  await expect(show.create()).rejects.toMatchObject({ code: 'bad-message' });
  expect(show.polls.list).toHaveLength(LIMITS.polls);
});

describe('a giveaway', () => {
  test('draws among viewers who entered and are still here, and the same after a restart', async () => {
    const pollId = await show.create({ kind: 'giveaway', options: ['Enter'], winners: 2 });
    for (const name of ['Ada', 'Bo', 'Cy', 'Gone']) await show.vote(name, pollId, 0, 0);
    show.gone.add('Gone');
    await show.pass(await show.polls.reveal({ pollId }));
    const winners = lastPoll()?.winners?.map(({ name }) => name) ?? [];
    expect(winners).toHaveLength(2);
    expect(winners).not.toContain('Gone');
    await show.restart();
    const after = show.polls.list[0]?.winners?.map(({ name }) => name) ?? [];
    expect(after.toSorted()).toEqual(winners.toSorted());
  });

  test('has one option', async () => {
    await expect(show.create({ kind: 'giveaway' })).rejects.toMatchObject({ code: 'bad-message' });
  });
});

const UNCOUNTED = (text: string) => ({ text, votes: 0 });

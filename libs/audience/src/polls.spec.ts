import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ServerEvent, ServerEventData } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { Members } from './members.js';
import { Polls } from './polls.js';
import type { PollRecord, PollVoteRecord } from './ports/polls-store.js';
import { BEHIND_AT_MOST_MS } from './vote-moment.js';
import { WriteBatch } from './write-batch.js';

const OPEN_MS = 20_000;

let clock: ManualClock;
let sent: ServerEvent[];
let records: PollRecord[];
let votes: PollVoteRecord[];
let polls: Polls;

const store = {
  add: async (poll: PollRecord) => void records.push(poll),
  list: async () => records,
  close: async (id: string, closedAtMs: number) => {
    records = records.map((poll) => (poll.id === id ? { ...poll, state: 'closed', closedAtMs } : poll));
    return true;
  },
  vote: async (some: readonly PollVoteRecord[]) => void votes.push(...some),
  votesOf: async (pollId: string) => votes.filter((vote) => vote.pollId === pollId),
};
const open = () =>
  Polls.open({
    showId: 'shw_1',
    store,
    writeVote: new WriteBatch({ write: store.vote }),
    members: new Members(),
    clock,
    programmeMs: (wallMs = clock.wallMs()) => wallMs,
    polled: () => undefined,
    send: (event) => sent.push(event),
  });
const voter = (personId: string) =>
  ({ showId: 'shw_1', personId, tabId: 't', name: personId, role: 'viewer' }) as const;
const changes = () => sent.map(({ data }) => data as ServerEventData<'poll.changed'>);

beforeEach(async () => {
  clock = new ManualClock();
  [sent, records, votes] = [[], [], []];
  polls = await open();
});

describe('a poll that was open for twenty seconds of the programme', () => {
  let pollId: string;
  beforeEach(async () => {
    pollId = await polls.create('Which?', ['One', 'Two']);
    clock.advance(OPEN_MS);
    await polls.close(pollId);
  });

  /** Votes in the last tenth of a second of the poll in one's own video. */
  const voteInTime = (personId: string, behindMs: number) => {
    clock.advance(behindMs - 100);
    return polls.vote(voter(personId), { pollId, option: 0, programmeMs: clock.wallMs() - behindMs });
  };

  test.each([200, 600, 3_000, 8_000, BEHIND_AT_MOST_MS])(
    'is open as long for one who is %d ms behind',
    async (behindMs) => {
      await expect(voteInTime('late', behindMs)).resolves.toBeUndefined();
      clock.advance(200);
      const after = { pollId, option: 0, programmeMs: clock.wallMs() - behindMs };
      await expect(polls.vote(voter('other'), after)).rejects.toMatchObject({ code: 'poll-closed' });
    },
  );

  test('is closed for one at the live edge, or without a playhead', async () => {
    for (const programmeMs of [undefined, clock.wallMs(), clock.wallMs() + 9_000])
      await expect(polls.vote(voter('live'), { pollId, option: 0, programmeMs })).rejects.toMatchObject({
        code: 'poll-closed',
      });
  });

  test('who says to be an hour back wins no more than the furthest viewer', async () => {
    clock.advance(BEHIND_AT_MOST_MS);
    const lie = { pollId, option: 0, programmeMs: clock.wallMs() - 3_600_000 };
    await expect(polls.vote(voter('liar'), lie)).rejects.toMatchObject({ code: 'poll-closed' });
  });

  test('its late votes change the counts at one moment of the programme for all', async () => {
    await voteInTime('late', 8_000);
    clock.advance(500);
    const [opened, closed, counted] = changes();
    expect(opened).toMatchObject({ poll: { closed: false } });
    expect(closed).toMatchObject({ poll: { closed: true, options: [{ votes: 0 }, {}] } });
    expect(closed?.programmeMs).toBe(closed?.poll.closedProgrammeMs);
    expect(counted).toMatchObject({ poll: { closed: true, options: [{ votes: 1 }, {}] } });
    expect(counted?.programmeMs).toBeGreaterThan(closed?.programmeMs ?? Number.NaN);
  });

  test('a server that was restarted knows who has voted and lets late ones vote', async () => {
    await voteInTime('late', 8_000);
    polls = await open();
    const again = { pollId, option: 1, programmeMs: clock.wallMs() - 8_000 };
    await expect(polls.vote(voter('late'), again)).rejects.toMatchObject({ code: 'already-voted' });
    await expect(polls.vote(voter('another'), again)).resolves.toBeUndefined();
  });
});

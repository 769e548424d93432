import { beforeEach, expect, test } from '@jest/globals';
import { LIMITS, type Role, type ServerEvent } from '#protocol';
import type { Participant } from '../participant.js';
import type { Stage } from '../stage.js';
import { SharedService } from './shared-service.js';
import type { StageCaller } from './stage-caller.js';

let told: { to: string; event: ServerEvent }[];
let shared: SharedService;

const person = (personId: string, role: Role) =>
  ({
    participantId: `prt_${personId}`,
    personId,
    tabId: `${personId}-tab`,
    role,
    isInStudio: role !== 'candidate',
    tell: (event: ServerEvent) => void told.push({ to: personId, event }),
  }) as unknown as Participant;
const caller = ({ personId, tabId, role }: Participant, tab = tabId, showId = 'show_1'): StageCaller => ({
  showId,
  personId,
  tabId: tab,
  name: personId,
  role,
});

const host = person('host', 'host');
const guest = person('guest', 'guest');
const candidate = person('candidate', 'candidate');

const stageOf = () => {
  const participants = [host, guest, candidate];
  return {
    participants,
    findPerson: (id: string) => participants.find(({ personId }) => personId === id),
  } as unknown as Stage;
};
let stages: Record<string, Stage>;

beforeEach(() => {
  told = [];
  stages = { show_1: stageOf(), show_2: stageOf() };
  shared = new SharedService({ find: (showId) => stages[showId] });
});

const draw = (who: Participant, key: string, topic = 'whiteboard') =>
  shared.change(caller(who), { topic, changeId: 7, changes: [{ key, value: 'x' }] });
const keysOf = async (showId = 'show_1', topic = 'whiteboard') =>
  (await shared.get(caller(host, undefined, showId), topic, 0)).entries.map(({ key }) => key);

test('what one changes reaches everybody on stage and backstage, the sender too, and nobody in the green room', async () => {
  await draw(guest, 'a');
  expect(told.map(({ to }) => to)).toEqual(['host', 'guest']);
  expect(told[0]?.event).toEqual({
    name: 'shared.changed',
    data: {
      topic: 'whiteboard',
      byId: 'prt_guest',
      changeId: 7,
      changes: [{ key: 'a', value: 'x' }],
    },
  });
  expect([await keysOf(), await keysOf('show_1', 'game'), await keysOf('show_2')]).toEqual([['a'], [], []]);
});

test('is cleared for everybody, and stays the same state: a page that was away gives nothing back', async () => {
  await draw(guest, 'a');
  const { stateId } = await shared.get(caller(guest), 'whiteboard', 0);
  await shared.clear(caller(host), 'whiteboard');
  expect(await shared.get(caller(guest), 'whiteboard', 0)).toEqual({
    stateId,
    entries: [],
    isComplete: true,
  });
  expect(told.at(-1)?.event).toEqual({
    name: 'shared.cleared',
    data: { topic: 'whiteboard', byId: 'prt_host', stateId },
  });
  expect((await shared.get(caller(host, undefined, 'show_2'), 'whiteboard', 0)).stateId).not.toBe(stateId);
});

test('is closed to the green room, another tab and who is not there', async () => {
  for (const stranger of [caller(candidate), caller(host, 'another'), caller(host, undefined, 'show_3')]) {
    await expect(shared.get(stranger, 'whiteboard', 0)).rejects.toMatchObject({ code: 'not-on-stage' });
    await expect(shared.clear(stranger, 'whiteboard')).rejects.toMatchObject({ code: 'not-on-stage' });
  }
});

test('has room for so many topics of a stage', async () => {
  for (let at = 0; at < LIMITS.sharedTopics; at += 1) await draw(host, 'a', `topic-${at}`);
  await expect(draw(host, 'a', 'one-more')).rejects.toMatchObject({ code: 'state-full' });
  await draw(host, 'b', 'topic-0');
  await shared.clear(caller(host), 'topic-0');
  await draw(host, 'a', 'one-more');
});

test('has room for so many characters of all topics of a stage', async () => {
  const fill = async (topic: string) => {
    const value = 'x'.repeat(LIMITS.sharedValueLength - 1);
    const count = LIMITS.sharedLength / LIMITS.sharedValueLength;
    for (let at = 0; at < count; at += 1)
      await shared.change(caller(host), {
        ...{ topic, changeId: 1 },
        changes: [{ key: String.fromCharCode(0xe000 + at), value }],
      });
  };
  const topics = LIMITS.sharedStageLength / LIMITS.sharedLength;
  for (let at = 0; at < topics; at += 1) await fill(`topic-${at}`);
  // What was refused takes no place either.
  for (let at = 0; at < LIMITS.sharedTopics; at += 1)
    await expect(draw(host, 'a', `more-${at}`)).rejects.toMatchObject({ code: 'state-full' });
  await shared.clear(caller(host), 'topic-0');
  await draw(host, 'a', 'one-more');
});

test('to read a topic takes no place', async () => {
  for (let at = 0; at < LIMITS.sharedTopics; at += 1) await keysOf('show_1', `read-${at}`);
  await draw(host, 'a');
  expect(await keysOf()).toEqual(['a']);
});

test('names of an object’s own parts are names like others', async () => {
  for (const key of ['__proto__', 'constructor', 'toString']) await draw(guest, key, 'constructor');
  expect(await keysOf('show_1', 'constructor')).toEqual(['__proto__', 'constructor', 'toString']);
  expect(await keysOf('show_1', 'valueof')).toEqual([]);
});

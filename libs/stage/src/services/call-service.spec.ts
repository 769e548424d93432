import { beforeEach, describe, expect, test } from '@jest/globals';
import { type CallView, LIMITS, type Role, type ServerEvent } from '#protocol';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { Participant } from '../participant.js';
import type { Stage } from '../stage.js';
import { CallService } from './call-service.js';
import type { StageCaller } from './stage-caller.js';

type Person = Participant & { said: (CallView | null)[]; events: ServerEvent[] };

let clock: ManualClock;
let calls: CallService;
let heard: string[];
let stage: Stage;
let people: Person[];

function person(personId: string, role: Role, isOnStage = true): Person {
  const events: ServerEvent[] = [];
  return {
    participantId: `prt_${personId}`,
    personId,
    tabId: `${personId}-tab`,
    role,
    isOnStage,
    events,
    get said() {
      return events.flatMap((event) => (event.name === 'call.changed' ? [event.data.call] : []));
    },
    tell: (event: ServerEvent) => void events.push(event),
  } as unknown as Person;
}

const caller = ({ personId, tabId, role }: Person, tab = tabId): StageCaller => ({
  showId: 'show_1',
  personId,
  tabId: tab,
  name: personId,
  role,
});

const lastOf = (who: Person) => who.said.at(-1);

let host: Person;
let guest: Person;
let candidate: Person;

function open(iceTransportPolicy: 'all' | 'relay' = 'all'): void {
  calls = new CallService({
    stages: { find: (showId) => (showId === 'show_1' ? stage : undefined) },
    clock,
    iceTransportPolicy,
  });
}

beforeEach(() => {
  clock = new ManualClock();
  heard = [];
  host = person('host', 'host');
  guest = person('guest', 'guest');
  candidate = person('candidate', 'candidate', false);
  people = [host, guest, candidate];
  stage = {
    find: (id: string) => people.find(({ participantId }) => participantId === id),
    findPerson: (id: string) => people.find(({ personId }) => personId === id),
    setCall: async (one: Person, other: Person) => void heard.push(`${one.personId}+${other.personId}`),
    leaveCall: async (one: Person, muted: Person | null) =>
      void heard.push(`${one.personId} back${muted ? `, ${muted.personId} unheard` : ''}`),
  } as unknown as Stage;
  open();
});

async function talk(callee: Person): Promise<CallView> {
  const call = await calls.start(caller(host), callee.participantId);
  await calls.accept(caller(callee), call.callId);
  return call;
}

describe('ringing', () => {
  test('both pages get it, and nobody is heard differently until it is accepted', async () => {
    const call = await calls.start(caller(host), guest.participantId);
    expect([lastOf(host), lastOf(guest), heard]).toEqual([call, call, []]);
    expect(call).toMatchObject({ state: 'ringing', callerId: 'prt_host', calleeId: 'prt_guest' });
    await calls.accept(caller(guest), call.callId);
    expect([lastOf(host)?.state, lastOf(guest)?.state, heard]).toEqual(['active', 'active', ['host+guest']]);
    expect(await calls.get(caller(guest))).toMatchObject({ callId: call.callId, state: 'active' });
  });

  test.each([
    ['declined', () => guest],
    ['hung-up', () => host],
  ] as const)('ends when it is %s, and both may be called again', async (end, by) => {
    const call = await calls.start(caller(host), guest.participantId);
    await calls.end(caller(by()), call.callId);
    expect([lastOf(host), lastOf(guest)]).toEqual([
      expect.objectContaining({ state: 'over', end }),
      expect.objectContaining({ state: 'over', end }),
    ]);
    expect([heard, await calls.get(caller(host))]).toEqual([[], null]);
    await talk(guest);
  });

  test('ends by itself when nobody answers, and not after it was accepted', async () => {
    await calls.start(caller(host), guest.participantId);
    clock.advance(LIMITS.callRingsMs);
    expect(lastOf(guest)).toMatchObject({ state: 'over', end: 'no-answer' });
    await talk(guest);
    clock.advance(LIMITS.callRingsMs);
    expect(lastOf(guest)).toMatchObject({ state: 'active' });
  });

  test('is accepted by the one who is called, once', async () => {
    const { callId } = await calls.start(caller(host), guest.participantId);
    await expect(calls.accept(caller(host), callId)).rejects.toMatchObject({ code: 'call-not-found' });
    await expect(calls.accept(caller(candidate), callId)).rejects.toMatchObject({ code: 'call-not-found' });
    await calls.accept(caller(guest), callId);
    await expect(calls.accept(caller(guest), callId)).rejects.toMatchObject({ code: 'call-not-found' });
    expect(heard).toEqual(['host+guest']);
  });

  test('each is in one call at most, and calls another participant, in this tab', async () => {
    await calls.start(caller(host), guest.participantId);
    for (const [from, to] of [
      [candidate, guest],
      [guest, candidate],
      [host, candidate],
    ] as const)
      await expect(calls.start(caller(from), to.participantId)).rejects.toMatchObject({ code: 'call-busy' });
    await expect(calls.start(caller(candidate), 'prt_gone')).rejects.toMatchObject({
      code: 'participant-not-found',
    });
    await expect(calls.start(caller(candidate), 'prt_candidate')).rejects.toMatchObject({
      code: 'not-allowed',
    });
    for (const stranger of [caller(candidate, 'another'), { ...caller(host), showId: 'show_2' }])
      await expect(calls.start(stranger, guest.participantId)).rejects.toMatchObject({
        code: 'not-on-stage',
      });
  });
});

test('hosts alone call people in the green room', async () => {
  await expect(calls.start(caller(guest), candidate.participantId)).rejects.toMatchObject({
    code: 'not-allowed',
  });
  expect([candidate.said, await calls.get(caller(guest))]).toEqual([[], null]);
  await calls.start(caller(host), candidate.participantId);
});

describe('hanging up', () => {
  test('brings one back on air at once; the other one stays unheard until they leave it too', async () => {
    const { callId } = await talk(guest);
    await calls.end(caller(host), callId);
    expect([lastOf(host), lastOf(guest)]).toEqual([
      null,
      expect.objectContaining({ state: 'over', end: 'hung-up' }),
    ]);
    expect(heard.at(-1)).toBe('host back, guest unheard');
    await expect(calls.start(caller(host), guest.participantId)).rejects.toMatchObject({ code: 'call-busy' });
    await calls.end(caller(guest), callId);
    expect([heard.at(-1), lastOf(guest), await calls.get(caller(guest))]).toEqual(['guest back', null, null]);
  });

  test('frees a participant at once who is not on air anyway', async () => {
    const { callId } = await talk(candidate);
    await calls.end(caller(host), callId);
    expect([heard.slice(1).sort(), lastOf(candidate)?.state]).toEqual([
      ['candidate back', 'host back'],
      'over',
    ]);
    await talk(candidate);
  });

  test('a call ends with a participant who leaves, also while it rings', async () => {
    await talk(guest);
    people = [host, candidate];
    calls.participantLeft(stage, guest);
    expect([lastOf(host), heard.at(-1)]).toEqual([
      expect.objectContaining({ state: 'over', end: 'left' }),
      'guest back, host unheard',
    ]);
    await calls.end(caller(host), lastOf(host)?.callId ?? '');
    await calls.start(caller(host), candidate.participantId);
    calls.participantLeft(stage, host);
    expect(lastOf(candidate)).toMatchObject({ state: 'over', end: 'left' });
    calls.participantLeft(stage, host);
  });
});

describe('signals', () => {
  const signal = { attempt: 1, signal: { kind: 'offer' as const, sdp: 'v=0' } };

  test('go to the other one of the two, while the call is active', async () => {
    const { callId } = await calls.start(caller(host), guest.participantId);
    await expect(calls.signal(caller(host), { callId, ...signal })).rejects.toMatchObject({
      code: 'call-not-found',
    });
    await calls.accept(caller(guest), callId);
    await calls.signal(caller(host), { callId, ...signal });
    expect(guest.events.at(-1)).toEqual({ name: 'call.signalled', data: { callId, ...signal } });
    await expect(calls.signal(caller(candidate), { callId, ...signal })).rejects.toMatchObject({
      code: 'call-not-found',
    });
    await calls.end(caller(host), callId);
    await expect(calls.signal(caller(guest), { callId, ...signal })).rejects.toMatchObject({
      code: 'call-not-found',
    });
  });

  test('pages do not connect to each other where all media must pass a relay', async () => {
    expect((await talk(guest)).mayBeDirect).toBe(true);
    open('relay');
    expect((await talk(guest)).mayBeDirect).toBe(false);
  });
});

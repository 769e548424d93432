import { beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { LIMITS, type Role, type ServerEvent } from '#protocol';
import type { Participant } from '../participant.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import { StudioMessages } from '../studio/studio-messages.js';
import type { StageCaller } from './stage-caller.js';
import { StudioService } from './studio-service.js';

type Person = Pick<
  Participant,
  'participantId' | 'personId' | 'tabId' | 'name' | 'role' | 'isInStudio' | 'tell'
>;

let told: string[];
let talks: string[];
let messages: StudioMessages;
let service: StudioService;

const person = (personId: string, role: Role): Person => ({
  participantId: `prt_${personId}`,
  personId,
  tabId: `${personId}-tab`,
  name: personId,
  role,
  isInStudio: role !== 'candidate',
  tell: (event: ServerEvent) => void told.push(`${personId} ${event.name}`),
});
const caller = ({ personId, tabId, name, role }: Person, tab = tabId): StageCaller => ({
  showId: 'show_1',
  personId,
  tabId: tab,
  name,
  role,
});

const host = person('host', 'host');
const guest = person('guest', 'guest');
const candidate = person('candidate', 'candidate');

beforeEach(() => {
  told = [];
  talks = [];
  messages = new StudioMessages();
  const participants = [host, guest, candidate];
  const stage = {
    messages,
    participants,
    find: (id: string) => participants.find(({ participantId }) => participantId === id),
    findPerson: (id: string) => participants.find(({ personId }) => personId === id),
    setTalkback: async (from: Person, to: Person | null) =>
      void talks.push(`${from.personId} ${to?.personId ?? 'nobody'}`),
  };
  const stages = {
    find: (showId: string) => (showId === 'show_1' ? (stage as unknown as Stage) : undefined),
  };
  service = new StudioService(stages as unknown as StageRegistry, systemClock);
});

describe('private chat', () => {
  test('reaches everybody on stage and backstage, and nobody in the green room', async () => {
    const messageId = await service.say(caller(host), 'Three minutes');
    expect(told).toEqual(['host studio.said', 'guest studio.said']);
    expect(await service.messages(caller(guest))).toEqual([
      expect.objectContaining({ messageId, name: 'host', role: 'host', text: 'Three minutes' }),
    ]);
  });

  test('is closed to the green room, to another tab, and to another show', async () => {
    for (const stranger of [
      caller(candidate),
      caller(host, 'another-tab'),
      { ...caller(host), showId: 'show_2' },
    ]) {
      await expect(service.say(stranger, 'hello')).rejects.toMatchObject({ code: 'not-on-stage' });
      await expect(service.messages(stranger)).rejects.toMatchObject({ code: 'not-on-stage' });
    }
  });

  test('keeps the newest messages alone', async () => {
    for (let at = 0; at <= LIMITS.studioMessages; at += 1) await service.say(caller(host), `${at}`);
    const kept = await service.messages(caller(host));
    expect([kept.length, kept[0]?.text]).toEqual([LIMITS.studioMessages, '1']);
    messages.clear();
    expect(await service.messages(caller(host))).toEqual([]);
  });
});

describe('talkback', () => {
  test('begins and ends', async () => {
    await service.talkTo(caller(host), guest.participantId);
    await service.talkTo(caller(host), null);
    expect(talks).toEqual(['host guest', 'host nobody']);
  });

  test('has a listener who is there, admitted, and another person', async () => {
    for (const participantId of [candidate.participantId, 'prt_gone'])
      await expect(service.talkTo(caller(host), participantId)).rejects.toMatchObject({
        code: 'participant-not-found',
      });
    await expect(service.talkTo(caller(host), host.participantId)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(talks).toEqual([]);
  });
});

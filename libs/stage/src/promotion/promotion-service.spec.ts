import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Clock, systemClock } from '#kernel';
import type { Role } from '#protocol';
import type { StageOutbox } from '../outbox.js';
import type { Participant } from '../participant.js';
import { RoleRegistry } from '../services/role-registry.js';
import type { StageCaller } from '../services/stage-caller.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import { PromotionService } from './promotion-service.js';

const SHOW = 'show_1';
const HOLD_MS = 30_000;

let nowMs: number;
let due: { atMs: number; run: () => void }[];
let present: Set<string>;
let places: Map<string, Participant>;
let moved: string[];
let isLocked: boolean;
let roles: RoleRegistry;
let promotions: PromotionService;
let measured: string[];

const caller = (personId: string, role: Role = 'viewer'): StageCaller => ({
  showId: SHOW,
  personId,
  tabId: `${personId}-tab`,
  name: personId,
  role,
});
const viewer = caller('viewer');
const host = caller('host', 'host');

/** Lets time pass, and what was due happen. */
function pass(ms: number): void {
  nowMs += ms;
  for (const timer of due.filter(({ atMs }) => atMs <= nowMs)) {
    due = due.filter((each) => each !== timer);
    timer.run();
  }
}

function takePlace(personId: string, role: Role): Participant {
  const participant = {
    participantId: `${personId}-place`,
    personId,
    role,
    tracks: [],
  } as unknown as Participant;
  places.set(personId, participant);
  return participant;
}

const stage = {
  get isLocked() {
    return isLocked;
  },
  get participants() {
    return [...places.values()];
  },
  maxPublishers: 12,
  findPerson: (personId: string) => places.get(personId),
  find: (id: string) => [...places.values()].find(({ participantId }) => participantId === id),
  setRole: async ({ personId }: Participant, role: Role) => void moved.push(`${personId} ${role}`),
  setVetting: async (candidate: string, moderator: string | null) =>
    void moved.push(`${candidate} ${moderator}`),
  leave: (participant: Participant, reason: 'sent-back') => {
    places.delete(participant.personId);
    moved.push(`${participant.personId} leaves`);
    promotions.participantLeft(SHOW, participant, reason);
  },
} as unknown as Stage;

beforeEach(() => {
  nowMs = 1_000;
  due = [];
  present = new Set(['viewer', 'host']);
  places = new Map();
  moved = [];
  measured = [];
  isLocked = false;
  const clock: Clock = {
    ...systemClock,
    wallMs: () => nowMs,
    monotonicMs: () => nowMs,
    after: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run };
      due.push(timer);
      return () => {
        due = due.filter((each) => each !== timer);
      };
    },
  };
  const nobody = () => undefined;
  const outbox = { changeRole: nobody, toModerators: nobody, toPerson: nobody } as unknown as StageOutbox;
  roles = new RoleRegistry(outbox);
  promotions = new PromotionService({
    stages: { find: () => stage } as unknown as StageRegistry,
    roles,
    outbox,
    ranks: {
      roleOf: async (_show: string, personId: string) => (personId === 'host' ? 'host' : 'viewer'),
    } as never,
    clock,
    findPresent: (_show, personId) => (present.has(personId) ? { personId, name: personId } : undefined),
    participantHoldMs: HOLD_MS,
  });
  promotions.events.on('measured', ({ step, tookMs }) => measured.push(`${step} ${tookMs}`));
});

/** From the raised hand into the green room. */
async function toGreenRoom(): Promise<string> {
  await promotions.raiseHand(viewer);
  pass(2_000);
  const { promotionId } = await promotions.invite(host, 'viewer');
  await promotions.accept(viewer, promotionId);
  takePlace('viewer', 'candidate');
  pass(500);
  await promotions.ready(viewer, promotionId);
  return promotionId;
}

describe('a hand', () => {
  test('raised twice is one hand, and is lowered once', async () => {
    const first = await promotions.raiseHand(viewer);
    expect(await promotions.raiseHand(viewer)).toEqual(first);
    await promotions.lowerHand(viewer);
    await expect(promotions.lowerHand(viewer)).rejects.toMatchObject({ code: 'hand-not-raised' });
    expect(await promotions.list(host)).toEqual([]);
  });

  test('waits for a lost connection as long as a place does, and no longer', async () => {
    await promotions.raiseHand(viewer);
    present.delete('viewer');
    promotions.connectionLost(viewer);
    pass(HOLD_MS - 1);
    expect(await promotions.list(host)).toHaveLength(1);
    pass(1);
    expect(await promotions.list(host)).toEqual([]);
  });
});

describe('an invitation', () => {
  test('is refused for a person who has gone, and on a locked stage', async () => {
    await expect(promotions.invite(host, 'stranger')).rejects.toMatchObject({ code: 'person-not-found' });
    isLocked = true;
    await expect(promotions.invite(host, 'viewer')).rejects.toMatchObject({ code: 'stage-locked' });
  });

  test('of another person cannot be accepted', async () => {
    const { promotionId } = await promotions.invite(host, 'viewer');
    await expect(promotions.accept(caller('mallory'), promotionId)).rejects.toMatchObject({ status: 404 });
  });

  test('ends by itself when nobody answers', async () => {
    const { untilWallMs } = await promotions.invite(host, 'viewer');
    pass((untilWallMs ?? 0) - nowMs);
    expect(await promotions.list(host)).toEqual([]);
  });
});

describe('on the way to the stage', () => {
  test('each step is measured, and the role follows', async () => {
    const promotionId = await toGreenRoom();
    expect(roles.find(SHOW, 'viewer')).toBe('candidate');
    await promotions.bringOn(host, promotionId);
    pass(300);
    promotions.seenInProgramme(SHOW, 'viewer-place');
    promotions.seenInProgramme(SHOW, 'viewer-place');
    expect(roles.find(SHOW, 'viewer')).toBe('guest');
    expect(moved).toEqual(['viewer guest']);
    expect(measured).toEqual([
      'hand-to-invitation 2000',
      'invitation-to-ready 500',
      'bring-on-to-programme-frame 300',
    ]);
  });

  test('who declines in the green room loses the place there and is a viewer again', async () => {
    const promotionId = await toGreenRoom();
    await promotions.decline(viewer, promotionId);
    expect([moved, roles.find(SHOW, 'viewer')]).toEqual([['viewer leaves'], 'viewer']);
    expect(await promotions.list(host)).toEqual([]);
  });

  test('a vetting talk is of the green room only', async () => {
    const { promotionId } = await promotions.invite(host, 'viewer');
    await expect(promotions.vet(host, promotionId, true)).rejects.toMatchObject({
      code: 'promotion-wrong-state',
    });
  });

  test('a guest goes back to the audience; nobody sends the host back', async () => {
    const promotionId = await toGreenRoom();
    await promotions.bringOn(host, promotionId);
    const hosting = takePlace('host', 'host');
    await expect(promotions.sendBack(viewer, hosting.participantId)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await promotions.sendBack(viewer, 'viewer-place');
    expect([moved.at(-1), roles.find(SHOW, 'viewer')]).toEqual(['viewer leaves', 'viewer']);
  });
});

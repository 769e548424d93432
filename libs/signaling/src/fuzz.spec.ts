import { expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { type Ack, PROTOCOL_VERSION, requests } from '#protocol';
import { Dispatcher } from './dispatcher.js';
import type { Handlers } from './handlers/handler.js';
import { MessageLimits } from './message-limits.js';
import { SignalSession } from './signal-session.js';

const MESSAGES = 10_000;

/** mulberry32: the same messages in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = seeded(20_240_607);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

const VALID: Record<string, unknown> = {
  'session.join': { version: PROTOCOL_VERSION, ticket: 't', tabId: 'tab' },
  'transport.connect': {
    transportId: 't_1',
    dtlsParameters: { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AA:BB' }] },
  },
  'produce.start': {
    transportId: 't_1',
    source: 'camera',
    paused: false,
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
      encodings: [{ ssrc: 1 }, { rid: 'h' }],
    },
  },
  'consume.tiles': { tiles: [{ participantId: 'p_1', source: 'camera', heightPx: 360, priority: 1 }] },
  'file.offer': { toParticipantId: 'p_1', name: 'a.txt', sizeBytes: 10, mimeType: 'text/plain' },
  'moderation.mute': { participantId: 'p_1', source: 'microphone' },
  'promotion.vet': { promotionId: 'x', on: true },
  'studio.say': { text: 'hello' },
  'studio.talk-to': { participantId: 'p_1' },
  'call.start': { participantId: 'p_1' },
  'call.signal': { callId: 'call_1', attempt: 1, signal: { kind: 'offer', sdp: 'v=0' } },
  'shared.change': { topic: 'whiteboard', changeId: 1, changes: [{ key: 'a', value: '1' }] },
  'programme.set-slate': { slate: { kind: 'break', text: 'soon' } },
  'chat.send': { text: 'hello' },
  'poll.create': { question: 'q', options: ['a', 'b'] },
};

const ODD = [
  undefined,
  null,
  true,
  0,
  -1,
  1e308,
  Number.NaN,
  '',
  '\u0000',
  '__proto__',
  'x'.repeat(5_000),
  [],
  {},
  [[]],
  { constructor: 1 },
  '<script>',
  '../../etc/passwd',
  '\ud800',
  2 ** 53,
  Buffer.from('x'),
] as const;

function oddValue(depth: number): unknown {
  if (depth === 0 || random() < 0.5) return pick(ODD);
  if (random() < 0.5) return Array.from({ length: Math.floor(random() * 4) }, () => oddValue(depth - 1));
  return Object.fromEntries(
    Array.from({ length: 3 }, () => [pick(['id', 'kind', 'tiles', 'transportId', 'x']), oddValue(depth - 1)]),
  );
}

/** Replaces, drops or doubles something somewhere inside. */
function mutate(value: unknown): unknown {
  if (random() < 0.2 || typeof value !== 'object' || value === null) return oddValue(2);
  if (Array.isArray(value))
    return random() < 0.3
      ? [...value, ...value, ...value]
      : value.map((each) => (random() < 0.5 ? mutate(each) : each));
  const key = pick(Object.keys(value));
  if (random() < 0.2) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return { ...value, [key]: mutate((value as Record<string, unknown>)[key]) };
}

test(`${MESSAGES} random and mutated messages: each gets its answer, and a handler sees only what the contract allows`, async () => {
  const names = Object.keys(requests);
  let handled = 0;
  let broken = 0;
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      async (_session: unknown, data: unknown) => {
        handled += 1;
        // What was read once reads again as itself: nothing slipped past the schema.
        if (!requests[name as keyof typeof requests].request.safeParse(data).success) broken += 1;
        if (random() < 0.01) throw new Error('a fault of ours');
        return {};
      },
    ]),
  ) as unknown as Handlers;
  const dispatcher = new Dispatcher({
    handlers,
    limits: new MessageLimits({ socketsPerNetwork: MESSAGES }),
    clock: systemClock,
    log: silentLog,
  });
  const wire = {
    id: 'w',
    address: '203.0.113.1',
    send: () => undefined,
    enterRoom: () => undefined,
    leaveRoom: () => undefined,
    disconnect: () => undefined,
  };
  const codes = new Map<string, number>();
  for (let sent = 0; sent < MESSAGES; sent += 1) {
    // A new person each time, so that the rate limit does not hide the rest.
    const session = new SignalSession(wire);
    session.join({
      showId: 's',
      personId: `p${sent}`,
      tabId: 't',
      name: 'n',
      role: pick(['host', 'viewer', 'guest']),
    });
    const name = random() < 0.05 ? String(oddValue(1)) : pick(names);
    const payload = random() < 0.3 ? oddValue(3) : random() < 0.2 ? VALID[name] : mutate(VALID[name] ?? {});
    const ack: Ack<unknown> = await dispatcher.answer(session, name, payload);
    const code = ack.ok ? 'ok' : ack.error.code;
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  expect([...codes.values()].reduce((sum, count) => sum + count, 0)).toBe(MESSAGES);
  expect([...codes.keys()].sort()).toEqual([
    'bad-message',
    'internal',
    'not-allowed',
    'ok',
    'unknown-message',
  ]);
  expect(broken).toBe(0);
  expect(handled).toBeGreaterThan(500);
});

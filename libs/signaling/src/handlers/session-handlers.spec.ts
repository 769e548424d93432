import { expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { type Ack, PROTOCOL_VERSION, type Role, type SessionView } from '#protocol';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { Caller } from '../caller.js';
import type { SignalingPorts } from '../ports.js';
import { Signaling } from '../signaling.js';

test('a role that is restored while the show opens is the role of who opened it', async () => {
  let restored: Role | undefined;
  const welcomed: Role[] = [];
  const signaling = new Signaling({ clock: systemClock, log: silentLog });
  signaling.plug({
    tickets: { admit: async () => ({ showId: 's', personId: 'p', name: 'Gwen', role: 'viewer' }) },
    stage: { findRole: () => restored, connectionLost: () => undefined },
    shows: {
      welcome: async ({ role }: Caller) => {
        welcomed.push(role);
        restored = 'guest';
        return { title: 't', programme: {} };
      },
      arrived: () => undefined,
      departed: () => undefined,
    },
  } as unknown as SignalingPorts);
  const wire = {
    id: 'socket',
    address: '203.0.113.1',
    send() {},
    enterRoom() {},
    leaveRoom() {},
    disconnect() {},
  };
  const session = signaling.connected(wire);
  const answer = (await signaling.answer(session, 'session.join', {
    version: PROTOCOL_VERSION,
    ticket: 'a',
    tabId: 'tab',
  })) as Ack<SessionView>;
  expect(answer).toMatchObject({ ok: true, data: { role: 'guest' } });
  expect(session.caller.role).toBe('guest');
  expect(welcomed).toEqual(['viewer', 'guest']);
  signaling.disconnected(wire.id);
});

test('a newer ticket of the same person keeps the socket beyond the first; one of another person does not', async () => {
  const clock = new ManualClock();
  const beganMs = clock.wallMs();
  const signaling = new Signaling({ clock, log: silentLog });
  const lasts: Record<string, { personId: string; seconds: number }> = {
    first: { personId: 'p', seconds: 60 },
    newer: { personId: 'p', seconds: 600 },
    another: { personId: 'q', seconds: 6_000 },
  };
  signaling.plug({
    tickets: {
      admit: async ({ ticket }: { ticket: string }) => {
        const { personId = '', seconds = 0 } = lasts[ticket] ?? {};
        return { showId: 's', personId, name: 'Gwen', role: 'guest', expiresAtMs: beganMs + seconds * 1_000 };
      },
    },
    stage: { findRole: () => undefined, connectionLost: () => undefined, leave: async () => undefined },
    shows: {
      welcome: async () => ({ title: 't', programme: {} }),
      arrived: () => undefined,
      departed: () => undefined,
    },
  } as unknown as SignalingPorts);
  const sent: unknown[] = [];
  const session = signaling.connected({
    id: 'socket',
    address: '203.0.113.1',
    send: ({ name, data }) => sent.push([name, data]),
    enterRoom() {},
    leaveRoom() {},
    disconnect() {},
  });
  const ask = async (name: string, data: object) => (await signaling.answer(session, name, data)).ok;
  expect(await ask('session.join', { version: PROTOCOL_VERSION, ticket: 'first', tabId: 'tab' })).toBe(true);
  expect(await ask('session.renew', { ticket: 'another' })).toBe(false);
  expect(await ask('session.renew', { ticket: 'newer' })).toBe(true);
  clock.advance(599_000);
  expect(sent).toEqual([]);
  clock.advance(2_000);
  expect(sent).toEqual([['session.ended', { reason: 'expired' }]]);
});

import { expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { type Ack, PROTOCOL_VERSION, type Role, type SessionView } from '#protocol';
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

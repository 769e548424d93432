import { beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { type Ack, PROTOCOL_VERSION, type Role, type ServerEvent } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import type { SignalingPorts } from './ports.js';
import type { SignalWire } from './signal-session.js';
import { Signaling } from './signaling.js';

let clock: ManualClock;
let signaling: Signaling;
let calls: string[];
let role: Role;
let expiresAtMs: number | undefined;
let sockets: number;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const codeOf = (ack: Ack<unknown>): string => (ack.ok ? 'ok' : ack.error.code);
/** Resolves when its signal is aborted, and not before. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** Answers with nothing; a send transport is never made. */
const ports = () => {
  const any = new Proxy({}, { get: () => async () => ({}) });
  return {
    data: any,
    moderation: any,
    promotion: any,
    studio: any,
    call: any,
    shared: any,
    programme: any,
    audience: any,
    tickets: {
      admit: async ({ ticket }: { ticket: string }) => ({
        showId: 's',
        personId: ticket,
        name: ticket,
        role,
        ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
      }),
    },
    shows: {
      welcome: async () => ({ title: 't', programme: {} }),
      arrived: () => undefined,
      departed: () => undefined,
    },
    stage: {
      findRole: () => undefined,
      connectionLost: () => undefined,
      leave: async () => void calls.push('leave'),
      createSendTransport: (_caller: unknown, signal: AbortSignal) => {
        calls.push('began');
        return untilAborted(signal).finally(() => calls.push('stopped'));
      },
      createReceiveTransport: async () => {
        calls.push('receive');
        return {};
      },
      produce: async () => {
        calls.push('produce');
        return 'p';
      },
    },
  } as unknown as SignalingPorts;
};

beforeEach(() => {
  clock = new ManualClock();
  calls = [];
  role = 'host';
  expiresAtMs = undefined;
  sockets = 0;
  signaling = new Signaling({ clock, log: silentLog, limits: { socketsPerNetwork: 3, socketsPerPerson: 2 } });
  signaling.plug(ports());
});

function connect(address = '203.0.113.1') {
  sockets += 1;
  const sent: ServerEvent[] = [];
  const state = { isOpen: true };
  const wire: SignalWire = {
    id: `socket-${sockets}`,
    address,
    send: (event) => void sent.push(event),
    enterRoom: () => undefined,
    leaveRoom: () => undefined,
    disconnect: () => {
      state.isOpen = false;
      signaling.disconnected(wire.id);
    },
  };
  const session = signaling.connected(wire);
  const ask = (name: string, payload: unknown = {}) => signaling.answer(session, name, payload);
  const join = (ticket: string, tabId = wire.id) =>
    ask('session.join', { version: PROTOCOL_VERSION, ticket, tabId });
  return { wire, session, sent, state, ask, join };
}

const times = (count: number, work: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, () => work()));

describe('limits', () => {
  test('messages without an acknowledgement are counted as others are', async () => {
    const { session, ask, join } = connect();
    await join('ann');
    await times(300, () => signaling.unanswered(session));
    expect(codeOf(await ask('session.ping', { sentWallMs: 1 }))).toBe('too-many-messages');
  });

  test('hold for a person in all tabs together', async () => {
    role = 'viewer';
    const [one, other] = [connect(), connect()];
    await one.join('ann');
    await other.join('ann');
    const acks = [...Array.from({ length: 3 }, () => one), ...Array.from({ length: 3 }, () => other)];
    const codes = await Promise.all(
      acks.map(async ({ ask }) => codeOf(await ask('chat.send', { text: 'hi' }))),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(5);
  });

  test('hold for a network over all persons, and leave another network alone', async () => {
    role = 'viewer';
    const [one, elsewhere] = [connect('2001:db8::1'), connect('2001:db9::1')];
    await one.join('ann');
    await elsewhere.join('eve');
    // Twenty for each of the three sockets that the network may have; one of them was the join.
    await times(59, () => signaling.unanswered(one.session));
    const neighbour = connect('2001:db8::2');
    expect(codeOf(await neighbour.join('bob'))).toBe('too-many-messages');
    expect(codeOf(await elsewhere.ask('session.ping', { sentWallMs: 1 }))).toBe('ok');
  });

  test('what everybody is shown is bounded for a network; moderators and another network are not', async () => {
    signaling = new Signaling({ clock, log: silentLog });
    signaling.plug(ports());
    const talk = async (name: string, address?: string) => {
      const person = connect(address);
      await person.join(name);
      return times(5, () => person.ask('chat.send', { text: 'hi' }));
    };
    role = 'viewer';
    const flood = (await Promise.all(Array.from({ length: 20 }, (_, at) => talk(`viewer ${at}`)))).flat();
    expect(flood.filter((ack) => codeOf(ack as Ack<unknown>) === 'ok')).toHaveLength(60);
    const elsewhere = await talk('eve', '203.0.113.9');
    role = 'moderator';
    const moderator = await talk('mo');
    expect([...elsewhere, ...moderator].map((ack) => codeOf(ack as Ack<unknown>))).toEqual(
      Array(10).fill('ok'),
    );
  });

  test('a flood ends the connection', async () => {
    const { session, state } = connect();
    await times(700, () => signaling.unanswered(session));
    expect(state.isOpen).toBe(false);
  });

  test('a network has so many transports and no more, and each that closes makes place', () => {
    const closes = [1, 2, 3].map(() => signaling.opened('203.0.113.1'));
    expect(signaling.opened('203.0.113.1')).toBeUndefined();
    expect(signaling.opened('203.0.113.2')).toBeDefined();
    closes[0]?.();
    closes[0]?.();
    expect(signaling.opened('203.0.113.1')).toBeDefined();
    expect(signaling.opened('203.0.113.1')).toBeUndefined();
  });

  test('of too many tabs of a viewer the oldest ends, so that one ticket fills no show', async () => {
    role = 'viewer';
    const tabs = [connect('1.1.1.1'), connect('1.1.1.2'), connect('1.1.1.3')];
    for (const tab of tabs) expect(codeOf(await tab.join('ann'))).toBe('ok');
    expect(tabs.map(({ state }) => state.isOpen)).toEqual([false, true, true]);
    expect([signaling.hub.count('s'), signaling.hub.countPersons('s')]).toEqual([2, 1]);
  });
});

test('a socket does not outlive its ticket, and gives up its slot', async () => {
  expiresAtMs = clock.wallMs() + 2 ** 31 + 5_000;
  const { sent, state, join } = connect();
  await join('ann');
  clock.advance(2 ** 31);
  await turn();
  expect(state.isOpen).toBe(true);
  clock.advance(5_000);
  await turn();
  expect([state.isOpen, calls]).toEqual([false, ['leave']]);
  expect(sent).toEqual([{ name: 'session.ended', data: { reason: 'expired' } }]);
});

describe('work that takes too long', () => {
  test('is refused with timed-out, and nothing overtakes it until it has stopped', async () => {
    const { ask, join } = connect();
    await join('ann');
    const slow = ask('transport.create-send');
    const next = ask('transport.connect', {
      transportId: 't',
      dtlsParameters: { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AA' }] },
    });
    await turn();
    expect(calls).toEqual(['began']);
    clock.advance(30_000);
    expect(codeOf(await slow)).toBe('timed-out');
    // It came with the first one and has waited as long.
    expect(codeOf(await next)).toBe('timed-out');
    expect(calls).toEqual(['began', 'stopped']);
  });

  test('is aborted when its socket closes', async () => {
    const { wire, ask, join } = connect();
    await join('ann');
    const slow = ask('transport.create-send');
    await turn();
    signaling.disconnected(wire.id);
    expect(codeOf(await slow)).toBe('not-joined');
    await turn();
    expect(calls).toEqual(['began', 'stopped']);
  });
});

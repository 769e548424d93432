import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { guestError, silentLog, systemClock } from '#kernel';
import { type Ack, PROTOCOL_VERSION, type Role, requests, type ServerEvent } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import type { SignalingPorts } from './ports.js';
import type { SignalSession, SignalWire } from './signal-session.js';
import { Signaling } from './signaling.js';

/** Ports that write down what reaches them and answer with nothing. */
function recordingPorts(calls: string[], role: () => Role): SignalingPorts {
  const port = (name: string) =>
    new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) => {
            const told = args.slice(1).filter((arg) => !(arg instanceof AbortSignal));
            calls.push(`${name}.${String(method)} ${JSON.stringify(told)}`);
            return Promise.resolve({});
          },
      },
    );
  const names = ['data', 'moderation', 'promotion', 'programme', 'audience'] as const;
  const plain = Object.fromEntries(names.map((name) => [name, port(name)]));
  return {
    ...plain,
    stage: new Proxy(
      {},
      { get: (_, method) => (method === 'findRole' ? () => undefined : Reflect.get(port('stage'), method)) },
    ),
    tickets: {
      admit: async ({ ticket }: { ticket: string }) => {
        if (ticket === 'forged') throw guestError('ticket-invalid', 'This ticket is not ours.');
        return { showId: 's', personId: ticket, name: ticket, role: role() };
      },
    },
    shows: {
      welcome: async () => ({ title: 't', programme: {} }),
      arrived: () => calls.push('arrived'),
      departed: () => calls.push('departed'),
    },
  } as unknown as SignalingPorts;
}

class FakeWire implements SignalWire {
  readonly rooms = new Set<string>();
  readonly sent: ServerEvent[] = [];
  isOpen = true;
  readonly address: string;
  constructor(
    readonly id: string,
    address = '203.0.113.1',
  ) {
    this.address = address;
  }
  send(event: ServerEvent): void {
    this.sent.push(event);
  }
  enterRoom(room: string): void {
    this.rooms.add(room);
  }
  leaveRoom(room: string): void {
    this.rooms.delete(room);
  }
  disconnect(): void {
    this.isOpen = false;
  }
}

let calls: string[];
let role: Role;
let signaling: Signaling;
let sockets: FakeWire[];

beforeEach(() => {
  calls = [];
  role = 'host';
  sockets = [];
  signaling = new Signaling({ clock: systemClock, log: silentLog });
  signaling.plug(recordingPorts(calls, () => role));
});

afterEach(() => {
  for (const { id } of sockets) signaling.disconnected(id);
});

function connect(): {
  wire: FakeWire;
  session: SignalSession;
  ask: (name: string, payload?: unknown) => Promise<Ack<unknown>>;
} {
  const wire = new FakeWire(`socket-${sockets.length}`);
  sockets.push(wire);
  const session = signaling.connected(wire);
  return { wire, session, ask: (name, payload) => signaling.answer(session, name, payload) };
}

const joinAs = (ticket: string, more: object = {}) => ({
  version: PROTOCOL_VERSION,
  ticket,
  tabId: 'tab',
  ...more,
});
const codeOf = (ack: Ack<unknown>): string => (ack.ok ? 'ok' : ack.error.code);

describe('a show that is started by a busy machine', () => {
  test.each(['programme.go-live', 'programme.end'])('keeps no other order waiting: %s', async (name) => {
    const ports = recordingPorts(calls, () => role);
    const lasting = () => new Promise<never>(() => undefined);
    const programme = new Proxy(ports.programme, {
      get: (port, method) =>
        method === 'goLive' || method === 'end' ? lasting : Reflect.get(port, method, port),
    });
    signaling.plug({ ...ports, programme });
    const { ask } = connect();
    await ask('session.join', joinAs('ann'));
    void ask(name);
    expect(codeOf(await ask('programme.get'))).toBe('ok');
  });

  test('answers with what became of it, however long that takes', async () => {
    const clock = new ManualClock();
    signaling = new Signaling({ clock, log: silentLog });
    const ports = recordingPorts(calls, () => role);
    let fail = (_: Error) => {};
    const goLive = () => new Promise<never>((_, reject) => (fail = reject));
    signaling.plug({ ...ports, programme: { ...ports.programme, goLive } });
    const { ask } = connect();
    await ask('session.join', joinAs('ann'));
    const asked = ask('programme.go-live');
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(60_000);
    fail(guestError('overloaded', 'The programme did not start in time.'));
    expect(codeOf(await asked)).toBe('overloaded');
  });
});

describe('signaling', () => {
  test('nothing is answered before the join, and a bad join changes nothing', async () => {
    const { wire, ask } = connect();
    expect(codeOf(await ask('session.enter-stage', {}))).toBe('not-joined');
    expect(codeOf(await ask('session.join', joinAs('forged')))).toBe('ticket-invalid');
    expect(codeOf(await ask('session.join', joinAs('ann', { version: 99 })))).toBe('version-mismatch');
    expect([wire.rooms.size, calls]).toEqual([0, []]);
  });

  test('a viewer who sends stage requests is refused, and the stage never hears of it', async () => {
    role = 'viewer';
    const { ask } = connect();
    expect(codeOf(await ask('session.join', joinAs('ann')))).toBe('ok');
    expect(codeOf(await ask('transport.create-send', {}))).toBe('not-allowed');
    expect(codeOf(await ask('moderation.lock', { locked: true }))).toBe('not-allowed');
    expect(calls).toEqual(['arrived']);
  });

  test('a message that does not parse, is unknown or too large gets its error', async () => {
    const { ask } = connect();
    await ask('session.join', joinAs('ann'));
    expect(codeOf(await ask('produce.pause', { producerId: '../x' }))).toBe('bad-message');
    expect(codeOf(await ask('toString', {}))).toBe('unknown-message');
    expect(codeOf(await ask('chat.send', { text: 'x'.repeat(70_000) }))).toBe('message-too-large');
    expect(calls).toEqual(['arrived']);
  });

  test('too many are refused with a hint to try again', async () => {
    const { ask } = connect();
    await ask('session.join', joinAs('ann'));
    const { burst } = requests['chat.send'].rate;
    const acks = await Promise.all(Array.from({ length: burst + 1 }, () => ask('chat.send', { text: 'hi' })));
    expect(acks.slice(0, -1).map(codeOf)).toEqual(Array.from({ length: burst }, () => 'ok'));
    expect(acks.at(-1)).toMatchObject({ ok: false, error: { code: 'too-many-messages', retry: true } });
  });

  test('fields that are not in the contract never reach a port', async () => {
    const { ask } = connect();
    await ask('session.join', joinAs('ann'));
    await ask('moderation.lock', { locked: true, id: 'evil', __proto__: { locked: false } });
    expect(calls).toContain('moderation.setLocked [true]');
  });

  test('one socket is answered in order, so a page need not wait between messages', async () => {
    const { ask } = connect();
    const acks = await Promise.all([
      ask('session.join', joinAs('ann')),
      ask('session.enter-stage'),
      ask('transport.create-send'),
    ]);
    expect(acks.map(codeOf)).toEqual(['ok', 'ok', 'ok']);
    expect(calls).toEqual(['arrived', 'stage.enter [{"keepMedia":false}]', 'stage.createSendTransport []']);
  });

  test('a second tab is refused, and takes over when it insists; the first one holds nothing then', async () => {
    const [first, second] = [connect(), connect()];
    await first.ask('session.join', joinAs('ann'));
    expect(codeOf(await second.ask('session.join', joinAs('ann', { tabId: 'tab-2' })))).toBe('taken-over');
    expect(codeOf(await second.ask('session.join', joinAs('ann', { tabId: 'tab-2', takeOver: true })))).toBe(
      'ok',
    );
    expect(first.wire.sent).toEqual([{ name: 'session.ended', data: { reason: 'taken-over' } }]);
    expect(first.wire.isOpen).toBe(false);
    signaling.disconnected(first.wire.id);
    expect(calls.filter((call) => call.startsWith('stage.connectionLost'))).toEqual([]);
  });

  test('a lost socket is reported to the stage once', async () => {
    const { wire, ask } = connect();
    await ask('session.join', joinAs('ann'));
    signaling.disconnected(wire.id);
    signaling.disconnected(wire.id);
    expect(calls.filter((call) => call.startsWith('stage.connectionLost'))).toHaveLength(1);
    expect(signaling.hub.count('s')).toBe(0);
  });

  test('a new role holds for the next request, and moderators hear what moderators hear', async () => {
    role = 'viewer';
    const { wire, ask } = connect();
    await ask('session.join', joinAs('ann'));
    signaling.hub.changeRole('s', 'ann', 'co-host');
    expect(codeOf(await ask('moderation.lock', { locked: true }))).toBe('ok');
    expect([...wire.rooms]).toContain('moderators s');
  });
});

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Role, StudioMessage } from '#protocol';
import { Observed } from '../observed.js';
import type { Connection, ConnectionState } from '../signaling/connection.js';
import { StudioTalk } from './studio-talk.js';

const messageOf = (messageId: string, atWallMs: number, personId = 'per_other'): StudioMessage => ({
  messageId,
  personId,
  name: 'Ada',
  role: 'host',
  text: messageId,
  atWallMs,
});

/** A connection whose server keeps messages, or refuses to give them. */
class FakeConnection {
  readonly state: Observed<ConnectionState>;
  readonly asked: string[] = [];
  kept: StudioMessage[] | undefined = [];
  say: (data: { message: StudioMessage }) => void = () => undefined;

  constructor(role: Role) {
    this.state = new Observed<ConnectionState>({
      phase: 'joined',
      session: { personId: 'per_me', role } as ConnectionState['session'],
      ended: null,
      failure: null,
      joins: 1,
    });
  }

  on(_name: string, listener: (data: { message: StudioMessage }) => void): () => void {
    this.say = listener;
    return () => undefined;
  }

  async request(name: string, data: unknown): Promise<unknown> {
    this.asked.push(`${name} ${JSON.stringify(data)}`);
    if (name !== 'studio.messages') return {};
    if (this.kept === undefined) throw new Error('not on stage yet');
    return { messages: this.kept };
  }

  become(role: Role): void {
    this.state.patch({ session: { personId: 'per_me', role } as ConnectionState['session'] });
  }

  rejoin(): void {
    this.state.patch({ joins: this.state.value.joins + 1 });
  }
}

let connection: FakeConnection;
let talk: StudioTalk;

const open = (role: Role, kept: StudioMessage[] = []): void => {
  connection = new FakeConnection(role);
  connection.kept = kept;
  talk = new StudioTalk(connection as unknown as Connection);
};
const texts = () => talk.state.value.messages.map(({ text }) => text);
/** What answers at once has been answered. */
const settle = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => {
  jest.useFakeTimers();
  open('host');
});
afterEach(() => {
  talk.close();
  jest.useRealTimers();
});

test('what was said before comes first, and nothing stands twice', async () => {
  talk.close();
  open('host', [messageOf('one', 1), messageOf('two', 2)]);
  connection.say({ message: messageOf('two', 2) });
  connection.say({ message: messageOf('three', 3) });
  await settle();
  expect(texts()).toEqual(['one', 'two', 'three']);
});

test('a viewer does not ask; who comes on stage reads what was said', async () => {
  talk.close();
  open('viewer');
  connection.kept = [messageOf('one', 1)];
  await settle();
  expect(connection.asked).toEqual([]);
  connection.become('guest');
  await settle();
  expect(texts()).toEqual(['one']);
});

test('messages are loaded again after a new join, and after a refusal with the next message', async () => {
  await settle();
  connection.kept = undefined;
  connection.rejoin();
  await settle();
  connection.kept = [messageOf('missed', 1)];
  connection.say({ message: messageOf('now', 2) });
  await settle();
  expect(texts()).toEqual(['missed', 'now']);
});

test('counts what others wrote until it is read', async () => {
  await settle();
  connection.say({ message: messageOf('one', 1) });
  connection.say({ message: messageOf('mine', 2, 'per_me') });
  expect(talk.state.value.unread).toBe(1);
  talk.setInView(true);
  connection.say({ message: messageOf('two', 3) });
  expect(talk.state.value.unread).toBe(0);
  talk.setInView(false);
  connection.say({ message: messageOf('three', 4) });
  expect(talk.state.value.unread).toBe(1);
});

test('says and talks through the connection', async () => {
  await talk.say('hello');
  await talk.talkTo('prt_1');
  await talk.talkTo(null);
  expect(connection.asked).toEqual([
    'studio.messages {}',
    'studio.say {"text":"hello"}',
    'studio.talk-to {"participantId":"prt_1"}',
    'studio.talk-to {"participantId":null}',
  ]);
});

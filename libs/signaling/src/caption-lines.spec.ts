import { beforeEach, expect, test } from '@jest/globals';
import { guestError, silentLog } from '#kernel';
import { type CaptionAnswer, LIMITS, PROTOCOL_VERSION, type Role, requests } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import type { Caller } from './caller.js';
import type { CaptionLines } from './caption-lines.js';
import type { SignalingPorts } from './ports.js';
import type { SignalSession } from './signal-session.js';
import { Signaling } from './signaling.js';

let signaling: Signaling;
let session: SignalSession;
let taken: { caller: Caller; line: unknown }[];
let refusal: Error | undefined;
let lines: CaptionLines;
let ends: number;

const ports = (): SignalingPorts => {
  const any = new Proxy({}, { get: () => async () => ({}) });
  const programme = {
    caption: async (caller: Caller, line: unknown) => {
      if (refusal) throw refusal;
      taken.push({ caller, line });
    },
  };
  const tickets = {
    admit: async () => ({ showId: 's', personId: 'cap', name: 'Cap', role: 'co-host' as Role }),
  };
  const shows = { welcome: async () => ({ title: 't', programme: {} }), arrived: () => undefined };
  const stage = { findRole: () => undefined };
  const others = { data: any, moderation: any, promotion: any, studio: any, call: any, shared: any };
  return { ...others, audience: any, programme, tickets, shows, stage } as unknown as SignalingPorts;
};

beforeEach(async () => {
  [taken, refusal, ends] = [[], undefined, 0];
  signaling = new Signaling({ clock: new ManualClock(), log: silentLog });
  signaling.plug(ports());
  session = signaling.connected({
    ...{ id: 'socket', address: '203.0.113.1', send: () => undefined, disconnect: () => undefined },
    ...{ enterRoom: () => undefined, leaveRoom: () => undefined },
  });
  await signaling.answer(session, 'session.join', { version: PROTOCOL_VERSION, ticket: 't', tabId: 'tab' });
  lines = signaling.captionLines(session.caller, () => {
    ends += 1;
  });
});

const line = { language: 'en', text: 'Good evening' };
const send = async (sent: unknown, role: Role = 'co-host', isText = true): Promise<CaptionAnswer> => {
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent);
  return JSON.parse(await lines.answer({ bytes: Buffer.from(text), isText }, role)) as CaptionAnswer;
};
const codeOf = ({ id, ...ack }: CaptionAnswer) => [id, ack.ok ? 'ok' : ack.error.code];
/** Of lines beyond what anybody types: each is refused, and counted. */
const flood = () => Promise.all(Array.from({ length: 700 }, (_, id) => send({ id, line })));

test('a line is taken as one of the socket is, and answered by its number', async () => {
  expect(await send({ id: 7, line })).toEqual({ id: 7, ok: true, data: {} });
  expect(taken).toEqual([{ caller: { ...session.caller, role: 'co-host' }, line }]);
});

test('what the programme refuses is answered with its code, and the next line is taken', async () => {
  for (const code of ['show-not-live', 'programme-away', 'too-many-requests']) {
    refusal = guestError(code, 'Not now.');
    expect(codeOf(await send({ id: 1, line }))).toEqual([1, code]);
  }
  refusal = undefined;
  expect(codeOf(await send({ id: 2, line }))).toEqual([2, 'ok']);
});

test.each([
  ['no JSON', '{"id":1,', true, [null, 'bad-message']],
  ['no object', '17', true, [null, 'bad-message']],
  ['nothing', '', true, [null, 'bad-message']],
  ['no number', JSON.stringify({ line }), true, [null, 'bad-message']],
  ['something more', JSON.stringify({ id: 1, line, name: 'programme.end' }), true, [null, 'bad-message']],
  ['bytes', JSON.stringify({ id: 1, line }), false, [null, 'bad-message']],
  [
    'too large',
    JSON.stringify({ id: 1, line, x: 'x'.repeat(LIMITS.captionFrameBytes) }),
    true,
    [null, 'message-too-large'],
  ],
  ['no line', JSON.stringify({ id: 1 }), true, [null, 'bad-message']],
  ['no language', JSON.stringify({ id: 1, line: { text: 'x' } }), true, [1, 'bad-message']],
  [
    'a long line',
    JSON.stringify({ id: 1, line: { ...line, text: 'x'.repeat(501) } }),
    true,
    [1, 'bad-message'],
  ],
] as const)(
  'a frame with %s is answered with a code and taken by nobody',
  async (_what, text, isText, answer) => {
    expect(codeOf(await send(text, 'co-host', isText))).toEqual(answer);
    expect([taken, ends]).toEqual([[], 0]);
  },
);

test('any line that the socket takes fits into a frame, however it is escaped', async () => {
  const text = '\\u'.concat('d83d\\ude00').repeat(LIMITS.captionLength / 2);
  const speaker = '\\uac00'.repeat(LIMITS.nameLength);
  const frame = `{"id":1,"line":{"language":"en","text":"${text}","speaker":"${speaker}"}}`;
  expect(codeOf(await send(frame))).toEqual([1, 'ok']);
});

test('the role is that of the moment: who is a guest now captions no more', async () => {
  expect(codeOf(await send({ id: 1, line }, 'guest'))).toEqual([1, 'not-allowed']);
  expect(codeOf(await send({ id: 2, line }, 'host'))).toEqual([2, 'ok']);
});

test('both ways share the limit of the person', async () => {
  const { burst } = requests['programme.caption'].rate;
  for (let sent = 0; sent < burst; sent += 1) await signaling.answer(session, 'programme.caption', line);
  expect(codeOf(await send({ id: 1, line }))).toEqual([1, 'too-many-messages']);
});

test('a burst is refused with a code; who goes on loses the channel, not the socket', async () => {
  const answers = (await flood()).map((answer) => codeOf(answer)[1]);
  expect(new Set(answers)).toEqual(new Set(['ok', 'too-many-messages']));
  expect(ends).toBeGreaterThan(0);
  expect(session.isGone).toBe(false);
});

test('garbage is counted too', async () => {
  for (let sent = 0; sent < 700; sent += 1) await send('garbage');
  expect(ends).toBeGreaterThan(0);
});

test('nobody opens it whose socket is not here', () => {
  const gone = { ...session.caller, socket: { id: 'other', isElsewhere: false } };
  expect(() => signaling.captionLines(gone, () => undefined)).toThrow('Join the show first');
});

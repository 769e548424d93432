// Who may send what, over every message and a real socket. A new one without a row fails; a row says whom it lets in.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Ack,
  PROTOCOL_VERSION,
  type RequestInput,
  type RequestName,
  ROLES,
  type Role,
  requests,
} from '#protocol';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';
import { StagePage } from '../support/stage/stage-page.js';
import { VP8_SEND } from '../support/stage/stage-rtp.js';

const ALL = [...ROLES];
const HOSTS = ['host', 'co-host'];
const MODERATORS = [...HOSTS, 'moderator'];
const ON_STAGE = [...HOSTS, 'guest'];
const STAGE = [...ON_STAGE, 'candidate'];

const MESSAGES: Record<string, readonly string[]> = {
  'session.join': ALL,
  'session.enter-stage': STAGE,
  'session.leave': ALL,
  'session.ping': ALL,
  'session.renew': ALL,
  'transport.create-send': STAGE,
  'transport.create-receive': STAGE,
  'transport.connect': STAGE,
  'transport.restart-ice': STAGE,
  'transport.ice-servers': STAGE,
  'produce.start': STAGE,
  'produce.pause': STAGE,
  'produce.resume': STAGE,
  'produce.close': STAGE,
  'consume.tiles': STAGE,
  'consume.resume': STAGE,
  'consume.pause': STAGE,
  'consume.key-frame': STAGE,
  'data.start': STAGE,
  'file.offer': ON_STAGE,
  'file.accept': ON_STAGE,
  'file.refuse': ON_STAGE,
  'file.progress': ON_STAGE,
  'moderation.mute': MODERATORS,
  'moderation.unmute': MODERATORS,
  'moderation.stop': MODERATORS,
  'moderation.remove': MODERATORS,
  'moderation.ban': MODERATORS,
  'moderation.unban': MODERATORS,
  'moderation.bans': MODERATORS,
  'moderation.lock': MODERATORS,
  'moderation.set-on-stage': ['host', 'co-host'],
  'moderation.hand-over': ['host'],
  'moderation.set-co-host': ['host'],
  'promotion.raise-hand': ['viewer'],
  'promotion.lower-hand': ALL,
  'promotion.invite': HOSTS,
  'promotion.accept': ['viewer'],
  'promotion.decline': ['viewer', 'candidate'],
  'promotion.ready': ['candidate'],
  'promotion.vet': HOSTS,
  'promotion.bring-on': HOSTS,
  'promotion.withdraw': HOSTS,
  'promotion.send-back': ON_STAGE,
  'promotion.list': HOSTS,
  'promotion.seen': ON_STAGE,
  'studio.say': ON_STAGE,
  'studio.messages': ON_STAGE,
  'studio.talk-to': HOSTS,
  'call.start': ON_STAGE,
  'call.accept': STAGE,
  'call.end': STAGE,
  'call.get': STAGE,
  'call.signal': STAGE,
  'shared.get': ON_STAGE,
  'shared.change': ON_STAGE,
  'shared.clear': HOSTS,
  'programme.set-layout': HOSTS,
  'programme.set-scene': HOSTS,
  'programme.set-overlays': HOSTS,
  'programme.caption': HOSTS,
  'programme.set-slate': HOSTS,
  'programme.control-clip': HOSTS,
  'programme.set-audio': HOSTS,
  'programme.go-live': HOSTS,
  'programme.cancel-start': HOSTS,
  'programme.end': HOSTS,
  'programme.get': ON_STAGE,
  'audience.timeout': MODERATORS,
  'audience.set-rules': MODERATORS,
  'audience.get-words': MODERATORS,
  'audience.notice': MODERATORS,
  'audience.get': ALL,
  'chat.send': ALL,
  'chat.delete': ALL,
  'chat.decide': MODERATORS,
  'chat.pin': MODERATORS,
  'chat.history': ALL,
  'question.ask': ALL,
  'question.vote': ALL,
  'question.answer': MODERATORS,
  'question.hide': MODERATORS,
  'poll.create': MODERATORS,
  'poll.vote': ALL,
  'poll.close': MODERATORS,
  'poll.reveal': MODERATORS,
  'reaction.send': ALL,
};

const NONE = 'none_1';
const DTLS = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AB' }] } as const;
const layout = {
  kind: 'grid',
  pinned: null,
  order: [],
  hidden: [],
  fit: 'cover',
  gapPx: 0,
  background: { colour: '#000000' },
  glideMs: 0,
  labels: true,
} as const;
const track = { participantId: NONE, source: 'camera' } as const;

/** Well formed and about nothing that is there, so that only the role decides. */
const PAYLOADS: { [Name in RequestName]: RequestInput<Name> } = {
  'session.join': { version: PROTOCOL_VERSION, ticket: 'x', tabId: 't' },
  'session.enter-stage': {},
  'session.leave': {},
  'session.ping': { sentWallMs: 1 },
  'session.renew': { ticket: 'pt1.none.none' },
  'transport.create-send': {},
  'transport.create-receive': { rtpCapabilities: { codecs: [], headerExtensions: [] } },
  'transport.connect': { transportId: NONE, dtlsParameters: DTLS as never },
  'transport.restart-ice': { transportId: NONE },
  'transport.ice-servers': {},
  'produce.start': { transportId: NONE, source: 'camera', rtpParameters: VP8_SEND(1) as never },
  'produce.pause': { producerId: NONE },
  'produce.resume': { producerId: NONE },
  'produce.close': { producerId: NONE },
  'consume.tiles': { tiles: [] },
  'consume.resume': { consumerId: NONE },
  'consume.pause': { consumerId: NONE },
  'consume.key-frame': { consumerId: NONE },
  'data.start': { transportId: NONE, channel: 'cues', stream: { streamId: 1, ordered: true } as never },
  'file.offer': { toParticipantId: NONE, name: 'a.txt', sizeBytes: 1, mimeType: 'text/plain' },
  'file.accept': { fileId: NONE },
  'file.refuse': { fileId: NONE },
  'file.progress': { fileId: NONE, receivedBytes: 1 },
  'moderation.mute': track,
  'moderation.unmute': track,
  'moderation.stop': track,
  'moderation.remove': { participantId: NONE },
  'moderation.ban': { personId: NONE },
  'moderation.unban': { personId: NONE },
  'moderation.bans': {},
  'moderation.lock': { locked: false },
  'moderation.set-on-stage': { participantId: NONE, onStage: true },
  'moderation.hand-over': { participantId: NONE },
  'moderation.set-co-host': { participantId: NONE, coHost: false },
  'promotion.raise-hand': {},
  'promotion.lower-hand': {},
  'promotion.invite': { personId: NONE },
  'promotion.accept': { promotionId: NONE },
  'promotion.decline': { promotionId: NONE },
  'promotion.ready': { promotionId: NONE },
  'promotion.vet': { promotionId: NONE, on: false },
  'promotion.bring-on': { promotionId: NONE },
  'promotion.withdraw': { promotionId: NONE },
  'promotion.send-back': { participantId: NONE },
  'promotion.list': {},
  'promotion.seen': { participantId: NONE },
  'studio.say': { text: 'hello' },
  'studio.messages': {},
  'studio.talk-to': { participantId: NONE },
  'call.start': { participantId: NONE },
  'call.accept': { callId: NONE },
  'call.end': { callId: NONE },
  'call.get': {},
  'call.signal': { callId: NONE, attempt: 1, signal: { kind: 'offer', sdp: 'v=0' } },
  'shared.get': { topic: 'whiteboard' },
  'shared.change': { topic: 'whiteboard', changeId: 1, changes: [{ key: 'a', value: '1' }] },
  'shared.clear': { topic: 'whiteboard' },
  'programme.set-layout': { layout: layout as never },
  'programme.set-scene': {
    layout: layout as never,
    overlays: { titleBar: null, ticker: null, logo: null, countdown: null },
    transition: { kind: 'cut', durationMs: 0 },
    sceneId: null,
  },
  'programme.set-overlays': { overlays: { titleBar: null, ticker: null, logo: null, countdown: null } },
  'programme.control-clip': { clipId: NONE, action: 'stop' },
  'programme.caption': { language: 'en', text: 'Hello' },
  'programme.set-slate': { slate: { kind: 'none', text: '' } },
  'programme.set-audio': { audioMix: { sources: [], levelling: false } },
  'programme.go-live': {},
  'programme.cancel-start': {},
  'programme.end': {},
  'programme.get': {},
  'audience.timeout': { personId: NONE, seconds: 0 },
  'audience.set-rules': {},
  'audience.get-words': {},
  'audience.notice': { text: null },
  'audience.get': {},
  'chat.send': { text: 'hello' },
  'chat.delete': { messageId: NONE },
  'chat.decide': { messageId: NONE, decision: 'refuse' },
  'chat.pin': { messageId: null },
  'chat.history': { beforeMessageId: NONE },
  'question.ask': { text: 'why?' },
  'question.vote': { questionId: NONE, up: true },
  'question.answer': { questionId: NONE },
  'question.hide': { questionId: NONE },
  'poll.create': { question: 'which?', options: ['a', 'b'] },
  'poll.vote': { pollId: NONE, option: 0 },
  'poll.close': { pollId: NONE },
  'poll.reveal': { pollId: NONE },
  'reaction.send': { reaction: 'clap' },
};

test('every message has a row, and no row is about nothing', () => {
  for (const table of [MESSAGES, PAYLOADS])
    expect(Object.keys(table).sort()).toEqual(Object.keys(requests).sort());
});

const codeOf = (ack: Ack<unknown>): string => (ack.ok ? 'ok' : ack.error.code);
/** Refused for who one is. Anything else, also "there is no such thing", was let in. */
const REFUSED = ['not-allowed', 'not-joined'];
const [[, openEmbedded]] = DATABASES;

describe('over a real socket', () => {
  let held: TestDatabase;
  let server: ControlServer;
  let host: ApiClient;
  let showId: string;
  const pages: StagePage[] = [];

  beforeAll(async () => {
    held = await openEmbedded();
    server = await ControlServer.create(held.database);
    ({ client: host, showId } = await server.owner());
  });
  afterAll(async () => {
    for (const page of pages) page.close();
    await server?.close();
    await held?.close();
  });

  const open = (name: string): StagePage => {
    const page = new StagePage(server.origin, name);
    pages.push(page);
    return page;
  };
  const join = (page: StagePage, ticket: string, name?: string) =>
    page.ask('session.join', {
      version: PROTOCOL_VERSION,
      ticket,
      tabId: page.tabId,
      ...(name === undefined ? {} : { name }),
    });
  const ticketFor = (role: Role, show = showId, lifetimeSeconds?: number): string => {
    const issued = server.plane.tickets.issue(show as never, {
      role: role === 'candidate' ? 'viewer' : role,
      name: role,
      ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
    });
    if (role === 'candidate') server.stageRoles.set(issued.ticket.subject, role);
    return issued.text;
  };
  const walk = async (page: StagePage): Promise<string[]> => {
    const letIn: string[] = [];
    for (const name of Object.keys(PAYLOADS).filter((each) => each !== 'session.join') as RequestName[]) {
      const code = codeOf(await page.ask(name, PAYLOADS[name]));
      // A payload that is not understood would prove nothing.
      expect([name, ['bad-message', 'too-many-messages', 'internal'].includes(code)]).toEqual([name, false]);
      if (!REFUSED.includes(code)) letIn.push(name);
    }
    return letIn.sort();
  };

  test.each(ROLES)('%s', async (role) => {
    const page = open(role);
    expect(await join(page, ticketFor(role))).toMatchObject({ ok: true, data: { role, showId } });
    const rows = Object.entries(MESSAGES).filter(
      ([name, roles]) => name !== 'session.join' && roles.includes(role),
    );
    expect(await walk(page)).toEqual(rows.map(([name]) => name).sort());
  });

  test('nobody: a socket without a ticket may join and nothing else', async () => {
    expect(await walk(open('nobody'))).toEqual([]);
  });

  test.each([
    ['expired', () => ticketFor('host', showId, -1), 'ticket-expired'],
    ['forged', () => `${ticketFor('host').slice(0, -4)}AAAA`, 'ticket-invalid'],
    ['of another site', () => 'pt1.eyJzaG93SWQiOiJzaG93XzEifQ.c2lnbmF0dXJl', 'ticket-invalid'],
  ])('a ticket that is %s opens nothing, and what follows is refused', async (_what, ticket, code) => {
    const page = open('stranger');
    expect(codeOf(await join(page, ticket()))).toBe(code);
    expect(await walk(page)).toEqual([]);
  });

  test('the host of another show reaches nothing of this one', async () => {
    const other = (await host.post('/shows', { title: 'Another' })).body.id as string;
    const [viewer, stranger] = [open('viewer'), open('stranger')];
    const joined = await join(viewer, ticketFor('viewer'));
    const personId = joined.ok ? joined.data.personId : '';
    expect(await join(stranger, ticketFor('host', other))).toMatchObject({ data: { showId: other } });
    const { messageId } = await viewer.must('chat.send', { text: 'ours' });
    const { questionId } = await viewer.must('question.ask', { text: 'ours?' });
    const refused = await Promise.all([
      stranger.ask('chat.delete', { messageId }),
      stranger.ask('chat.pin', { messageId }),
      stranger.ask('chat.history', { beforeMessageId: messageId }),
      stranger.ask('chat.send', { text: 're', replyTo: messageId }),
      stranger.ask('question.vote', { questionId, up: true }),
      stranger.ask('question.answer', { questionId }),
      stranger.ask('question.hide', { questionId }),
    ]);
    // An answer to what is not there stands alone.
    expect(refused.map(codeOf)).toEqual([
      ...Array(3).fill('message-not-found'),
      'ok',
      ...Array(3).fill('question-not-found'),
    ]);
    await stranger.must('audience.timeout', { personId, seconds: 60 });
    await stranger.must('audience.notice', { text: 'theirs' });
    const seen = await viewer.must('audience.get', {});
    expect(seen).toMatchObject({ notice: null, restriction: null });
    expect(seen.chat.map(({ text }) => text)).toContain('ours');
    expect(seen.questions).toContainEqual(expect.objectContaining({ questionId, votes: 0, state: 'open' }));
  });

  test.each(['\u200b', '\u200b\u200d\ufeff', '\u2060\u00ad', '\u202e'])(
    'a name of nothing visible, %j, does not join',
    async (name) => {
      expect(codeOf(await join(open('unseen'), ticketFor('viewer'), name))).toBe('bad-message');
    },
  );

  test('a name is shown as it reads: nothing hidden in it, nothing turned around, look-alikes with their role', async () => {
    const page = open('vic');
    const joined = await join(page, ticketFor('viewer'), '\u202eАdа\u200b\u0301\u0301\u0301\u0301\u0301');
    expect(joined).toMatchObject({ ok: true, data: { name: 'Аdа\u0301\u0301\u0301'.normalize('NFC') } });
    await page.must('chat.send', { text: 'who am I' });
    const { messages } = await page.until('chat.messages', (each) =>
      each.messages.some((m) => m.text === 'who am I'),
    );
    expect(messages.at(-1)).toMatchObject({ role: 'viewer' });
  });

  test('a message beyond the limit is answered, one beyond the buffer ends its own socket only', async () => {
    const [page, other] = [open('big'), open('other')];
    await join(page, ticketFor('viewer'));
    await join(other, ticketFor('viewer'));
    expect(codeOf(await page.send('chat.send', { text: 'x'.repeat(100_000) }))).toBe('message-too-large');
    await expect(page.send('chat.send', { text: 'x'.repeat(140_000) })).rejects.toThrow();
    expect(codeOf(await other.ask('session.ping', { sentWallMs: 1 }))).toBe('ok');
  });
});

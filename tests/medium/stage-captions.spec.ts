// A captioner's data channel. Real here: sockets, signaling, the stage, its media workers and their routers. The page's transports are
// direct ones, so that it can send what no browser would; the programme is made up.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { DataConsumer, DataProducer, DirectTransport } from 'mediasoup/types';
import type { CaptionAnswer, ServerEventData } from '#protocol';
import type { Participant, Stage } from '#stage';
import { SignalLog } from '../support/kernel/signal-log.js';
import { StagePage } from '../support/stage/stage-page.js';
import { StageServer } from '../support/stage/stage-server.js';
import { wire } from '../support/stage/wired-participant.js';

const DEADLINE_MS = 20_000;
const line = { language: 'en', text: 'Good evening' };

let server: StageServer;
let taken: SignalLog<{ personId: string; text: string }>;
const pages: StagePage[] = [];

beforeEach(async () => {
  taken = new SignalLog();
  server = await StageServer.create({
    workers: 2,
    settings: { maxPublishers: 12, spreadAtStreams: 2 },
    caption: async ({ personId }, { text }) => taken.push({ personId, text }),
  });
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.close();
  await server.close();
});

const stageOf = (): Stage => server.stages.find('show_1') as Stage;

interface OnStage {
  page: StagePage;
  participant: Participant;
}

/** A page whose socket is real and whose media is in this process. */
async function enter(role: string, personId: string): Promise<OnStage> {
  const page = new StagePage(server.url, personId);
  pages.push(page);
  await page.join(role);
  await page.must('session.enter-stage', {});
  const participant = stageOf().getPerson(personId);
  await wire(stageOf(), participant);
  return { page, participant };
}

const start = ({ page, participant }: OnStage) =>
  page.ask('data.start', {
    transportId: participant.sending?.transport.id ?? '',
    channel: 'captions',
    stream: { streamId: 1, ordered: true },
  });

interface Captioner {
  sends: DataProducer;
  hears: DataConsumer;
  answers: SignalLog<CaptionAnswer>;
  offered: ServerEventData<'data.offered'>;
  say(frame: unknown): void;
}

/** The page's ends of both channels. */
async function caption(of: OnStage): Promise<Captioner> {
  const up = of.participant.sending?.transport as DirectTransport;
  const down = of.participant.reception?.transport as DirectTransport;
  const made = new SignalLog<DataProducer | DataConsumer>();
  up.observer.once('newdataproducer', (producer) => made.push(producer));
  down.observer.once('newdataconsumer', (consumer) => made.push(consumer));
  const before = of.page.told.all.length;
  const ack = await start(of);
  if (!ack.ok) throw new Error(`${ack.error.code}: ${ack.error.message}`);
  const offered = await of.page.told.until('the channel back', DEADLINE_MS, (told) =>
    told
      .slice(before)
      .flatMap(({ name, data }) => (name === 'data.offered' ? [data] : []))
      .at(0),
  );
  const [sends, hears] = made.all as [DataProducer, DataConsumer];
  const answers = new SignalLog<CaptionAnswer>();
  hears.on('message', (text) => answers.push(JSON.parse(text.toString()) as CaptionAnswer));
  return { sends, hears, answers, offered, say: (frame) => sends.send(JSON.stringify(frame)) };
}

const answered = ({ answers }: Captioner, count: number) =>
  answers.until(`${count} answers`, DEADLINE_MS, (all) => (all.length >= count ? all : undefined));
const codeOf = (answer: CaptionAnswer | undefined) => (answer?.ok === false ? answer.error.code : 'ok');

test('lines go to the programme and answers to the captioner, and no other page has either', async () => {
  const host = await enter('host', 'host');
  const captioner = await enter('co-host', 'captioner');
  const guest = await enter('guest', 'guest');
  const channel = await caption(captioner);
  channel.say({ id: 5, line });
  expect(await answered(channel, 1)).toEqual([{ id: 5, ok: true, data: {} }]);
  expect(taken.all).toEqual([{ personId: 'captioner', text: line.text }]);
  expect(channel.offered).toMatchObject({
    channel: 'captions',
    participantId: captioner.participant.participantId,
  });
  // Channels are offered again to one who moves, and to one who arrives.
  await stageOf().setOnStage(guest.participant, true);
  const late = await enter('host', 'late');
  await late.page.must('session.ping', { sentWallMs: 0 });
  for (const { page } of [host, guest, late])
    expect(page.told.all.filter(({ name }) => name === 'data.offered')).toEqual([]);
});

test('who may not caption opens no channel, and who may not any more is refused on the open one', async () => {
  const guest = await enter('guest', 'guest');
  expect(await start(guest)).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  const candidate = await enter('candidate', 'candidate');
  expect(await start(candidate)).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
  const viewer = new StagePage(server.url, 'viewer');
  pages.push(viewer);
  await viewer.join('viewer');
  const stream = { streamId: 1 };
  expect(await viewer.ask('data.start', { transportId: 'any', channel: 'captions', stream })).toMatchObject({
    ok: false,
    error: { code: 'not-allowed' },
  });
  expect(stageOf().channels.size).toBe(0);

  const captioner = await enter('co-host', 'captioner');
  const channel = await caption(captioner);
  await stageOf().setRole(captioner.participant, 'guest');
  channel.say({ id: 1, line });
  expect(codeOf((await answered(channel, 1))[0])).toBe('not-allowed');
  expect(taken.all).toEqual([]);
});

test('bytes, broken JSON, what is too large and a burst are answered with a code; the stage goes on', async () => {
  const captioner = await enter('host', 'captioner');
  const channel = await caption(captioner);
  channel.sends.send(Buffer.from([0, 1, 2]));
  channel.sends.send('{"id":');
  channel.sends.send('');
  channel.sends.send(JSON.stringify({ id: 4, line: { ...line, text: 'x'.repeat(20_000) } }));
  channel.say({ id: 5, line: { ...line, text: 'x'.repeat(501) } });
  const codes = (await answered(channel, 5)).map((answer) => [answer.id, codeOf(answer)]);
  expect(codes).toEqual([
    [null, 'bad-message'],
    [null, 'bad-message'],
    [null, 'bad-message'],
    [null, 'message-too-large'],
    [5, 'bad-message'],
  ]);
  for (let id = 10; id < 40; id += 1) channel.say({ id, line });
  expect((await answered(channel, 35)).map(codeOf)).toContain('too-many-messages');
  expect(channel.sends.closed).toBe(false);

  for (let id = 100; id < 1_100; id += 1) channel.say({ id, line });
  const end = await captioner.page.until('data.closed');
  expect(end.dataConsumerId).toBe(channel.hears.id);
  expect(channel.sends.closed).toBe(true);
  expect([stageOf().isClosed, stageOf().channels.size, server.faults]).toEqual([false, 0, []]);
  // The socket is there, though its person has used up what one may say for now.
  await captioner.page.ask('session.ping', { sentWallMs: 0 });
});

test('a channel ends with its captioner; one that is opened again takes the place of the older one', async () => {
  const captioner = await enter('host', 'captioner');
  const older = await caption(captioner);
  const newer = await caption(captioner);
  expect([older.sends.closed, stageOf().channels.size]).toEqual([true, 2]);
  newer.say({ id: 1, line });
  await answered(newer, 1);
  stageOf().leave(captioner.participant, 'left');
  expect([newer.sends.closed, stageOf().channels.size]).toEqual([true, 0]);
});

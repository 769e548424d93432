// Real here: the media workers of two nodes, the pipes between them, the channel of their servers. No page, no network between.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connectChannel, Lifetime, systemClock } from '#kernel';
import type { WireRtpCapabilities } from '#protocol';
import type { Participant, Stage, StageRegistry, Track } from '#stage';
import { SignalLog } from '../support/kernel/signal-log.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { CarryingNode, type CarryingNodeOptions, takeOffers } from '../support/stage/carrying-node.js';
import { RECEIVE_ALL } from '../support/stage/stage-rtp.js';
import { OutboxLog, openStages } from '../support/stage/stages-under-test.js';
import { produceRtp, wiredParticipant } from '../support/stage/wired-participant.js';

const DEADLINE_MS = 15_000;
const THERE = { id: 'a-socket-there', isElsewhere: true };
/** To enter where nothing is waited for, on a busy machine. */
const AT_ONCE_MS = 1_000;
/** WebRTC's payload protocols. */
const TEXT = 51;
const BINARY = 53;
/** What a page may send at once. */
const LARGEST_BYTES = 64 * 1024;
const OURS = 7;
const NEWER = 8;

let lifetime: Lifetime;
let outbox: OutboxLog;
let stages: StageRegistry;
let stage: Stage;

beforeEach(async () => {
  lifetime = new Lifetime();
  outbox = new OutboxLog();
  stages = await openStages(outbox);
  lifetime.adopt(() => stages.close());
  stage = await stages.openStage('show_1');
});
afterEach(() => lifetime.close('the test is over'));

async function carrier(options: CarryingNodeOptions = {}): Promise<CarryingNode> {
  const holds = (socket: string) => socket === THERE.id;
  const node = await CarryingNode.create(stages, { holds, epochOf: () => OURS, ...options });
  lifetime.adopt(() => node.close());
  return node;
}

const streamsOf = (node: CarryingNode): number => node.stages.workers[0]?.streams ?? -1;
const isThere = ({ hub }: Participant): boolean => !stage.hubs.includes(hub as never);

/** A page whose socket the other node holds. */
async function enterThere(personId: string): Promise<Participant> {
  stage.placements.put(personId, true);
  const newcomer = { personId, tabId: `${personId}-tab`, name: personId, role: 'guest' } as const;
  const participant = await stage.join({ ...newcomer, socket: THERE });
  await participant.createSendTransport();
  await participant.createReceiveTransport(RECEIVE_ALL as WireRtpCapabilities);
  stage.offerAll(participant);
  return participant;
}

const offerTo = (personId: string, { trackId }: Track) =>
  outbox.told.until(`an offer to ${personId}`, DEADLINE_MS, (told) =>
    told
      .flatMap(({ to, event }) => (to === personId && event.name === 'consume.offered' ? [event.data] : []))
      .find(({ producerId }) => producerId === trackId),
  );
const toldTo = (personId: string, name: string) =>
  outbox.told.until(`${name} at ${personId}`, DEADLINE_MS, (told) =>
    told.find(({ to, event }) => to === personId && event.name === name),
  );

test('media of a page whose socket another node holds ends there; tracks, mutes, ends and channels cross both ways', async () => {
  const node = await carrier();
  const near = await wiredParticipant(stage, 'near', 'host');
  const far = await enterThere('far');
  expect([isThere(near), isThere(far)]).toEqual([false, true]);
  const [mine, theirs] = [
    await produceRtp(stage, near, 'camera', 1_001),
    await produceRtp(stage, far, 'camera', 2_001),
  ];
  const [, atNear] = [await offerTo('far', mine), await offerTo('near', theirs)];
  // What far sends, and what it receives of near's.
  await waitFor('the streams there', DEADLINE_MS, () => streamsOf(node) === 2);

  await theirs.hold('host', true);
  await toldTo('near', 'consume.paused');
  await theirs.hold('host', false);
  await toldTo('near', 'consume.resumed');
  await mine.hold('owner', true);
  await toldTo('far', 'consume.paused');
  await near.getReception().setWanted(atNear.consumerId, true);
  await far
    .getReception()
    .setTiles([{ participantId: near.participantId, source: 'camera', heightPx: 360, priority: 2 }]);

  await stage.channels.start(far, { name: 'cues', stream: { streamId: 1 }, fileId: null, to: 'studio' });
  stage.channels.spread(stage.participants);
  await toldTo('near', 'data.offered');

  theirs.close();
  await toldTo('near', 'consume.closed');
  stage.leave(far, 'left');
  await waitFor('nothing of it to be left there', DEADLINE_MS, () => streamsOf(node) === 0);
});

/** Of a channel: what a hub tells this process of it. */
async function listen(hub: Participant['hub'], dataProducerId: string) {
  const heard = new SignalLog<string>();
  await hub.takeData(dataProducerId, ({ bytes, payload }) =>
    heard.push(`${payload} ${bytes.length} ${Buffer.from(bytes.subarray(0, 5))}`),
  );
  return heard;
}

test('what is said on a channel arrives at the other node whole and in order, over the connection of the servers', async () => {
  await carrier();
  const [near, far] = [await wiredParticipant(stage, 'near', 'host'), await enterThere('far')];
  const sentences = [
    { bytes: Buffer.from('first'), payload: TEXT },
    { bytes: Buffer.alloc(LARGEST_BYTES, 'large'), payload: BINARY },
    { bytes: Buffer.from('third'), payload: TEXT },
  ];
  const expected = [`${TEXT} 5 first`, `${BINARY} ${LARGEST_BYTES} large`, `${TEXT} 5 third`];
  for (const [id, from, to] of [
    ['there', near.hub, far.hub],
    ['back', far.hub, near.hub],
  ] as const) {
    const said = await from.giveData({ id, label: 'cues', protocol: '' });
    await to.bringData(id, from);
    const heard = await listen(to, id);
    for (const each of sentences) said.send(each);
    await heard.until(id, DEADLINE_MS, (all) => all[sentences.length - 1]);
    expect(heard.all).toEqual(expected);
    said.close();
  }
});

test('when the node that carries a participant goes, only that one must enter again, and is carried here', async () => {
  const node = await carrier();
  const near = await wiredParticipant(stage, 'near', 'host');
  const far = await enterThere('far');
  const track = await produceRtp(stage, near, 'camera', 1_001);
  const lost = await produceRtp(stage, far, 'camera', 2_001);
  const ended = new Promise((resolve) => lost.events.on('closed', resolve));
  await node.close();
  await toldTo('far', 'stage.rebuilt');
  expect(await ended).toBe('died');
  expect(outbox.told.all.filter(({ to, event }) => to === 'near' && event.name === 'stage.rebuilt')).toEqual(
    [],
  );
  expect([isThere(far), track.isClosed, far.role, far.isOnStage]).toEqual([false, false, 'guest', true]);
});

test('a cut between the nodes leaves nothing there, and newcomers are carried again once it is whole', async () => {
  const node = await carrier();
  const far = await enterThere('far');
  node.cut();
  await toldTo('far', 'stage.rebuilt');
  stage.leave(far, 'removed');
  await node.offered(stages);
  const later = await enterThere('later');
  expect(isThere(later)).toBe(true);
  // Not with the media of the one who was removed meanwhile.
  expect(stage.participants).toEqual([later]);
});

test('an owner that lost the show controls nothing at the other node any more', async () => {
  const node = await carrier();
  const far = await enterThere('far');
  const track = await produceRtp(stage, far, 'camera', 2_001);

  const nextStages = await openStages(new OutboxLog());
  lifetime.adopt(() => nextStages.close());
  await node.offerTo(nextStages, () => NEWER);
  const nextStage = await nextStages.openStage('show_1');
  const next = await nextStage.join({
    personId: 'far',
    tabId: 'tab',
    name: 'Far',
    role: 'guest',
    socket: THERE,
  });
  expect(nextStage.hubs.includes(next.hub as never)).toBe(false);

  await toldTo('far', 'stage.rebuilt');
  expect([track.isClosed, isThere(far)]).toEqual([true, false]);
  // Another place that it wants is refused.
  expect(isThere(await enterThere('late'))).toBe(false);
});

/** Two pages at the other node of which one is seen by the other, and what the owner knows of that before it goes. */
async function meetThere(node: CarryingNode) {
  const [seen, viewer] = [await enterThere('seen'), await enterThere('viewer')];
  const track = await produceRtp(stage, seen, 'camera', 2_001);
  const { consumerId } = await offerTo('viewer', track);
  await viewer.getReception().setWanted(consumerId, true);
  await waitFor('the streams there', DEADLINE_MS, () => streamsOf(node) === 2);
  return { seen, viewer, track, consumerId };
}

/** All that the next owner goes on with. */
function assertSame(next: Stage, before: Awaited<ReturnType<typeof meetThere>>, node: CarryingNode): void {
  const { seen, viewer, track, consumerId } = before;
  expect(next.participants.map(({ participantId, isConnected }) => [participantId, isConnected])).toEqual([
    [seen.participantId, false],
    [viewer.participantId, false],
  ]);
  const [seenThen, viewerThen] = next.participants;
  expect(seenThen?.tracks.map(({ trackId, source, isClosed }) => [trackId, source, isClosed])).toEqual([
    [track.trackId, 'camera', false],
  ]);
  expect(viewerThen?.reception?.consumers.map(({ id, paused }) => [id, paused])).toEqual([
    [consumerId, false],
  ]);
  expect(next.participants.map(({ hasLiveTransports }) => hasLiveTransports)).toEqual([true, true]);
  expect(streamsOf(node)).toBe(2);
}

test('the next owner of a show goes on with what pages at another node send each other, and can end it', async () => {
  const node = await carrier();
  const before = await meetThere(node);
  node.cut();
  const nextStages = await openStages(new OutboxLog());
  lifetime.adopt(() => nextStages.close());
  nextStages.branches.fenceWith(() => NEWER);
  const next = await nextStages.openStage('show_1');
  // The page is faster than the offer of its node.
  const adopting = next.adoptFrom(THERE, true);
  expect(next.participants).toEqual([]);
  await node.offerTo(nextStages, () => NEWER);
  await adopting;
  assertSame(next, before, node);
  for (const participant of next.participants) next.leave(participant, 'left');
  await waitFor('nothing of it to be left there', DEADLINE_MS, () => streamsOf(node) === 0);
});

test('the next owner goes on with the media of a node that is too full for newcomers', async () => {
  const node = await carrier({ fullAtStreams: 2 });
  const before = await meetThere(node);
  node.cut();
  const nextStages = await openStages(new OutboxLog());
  lifetime.adopt(() => nextStages.close());
  await node.offerTo(nextStages, () => NEWER);
  const next = await nextStages.openStage('show_1');
  await next.adoptFrom(THERE, true);
  assertSame(next, before, node);
  const newcomer = { personId: 'new', tabId: 'tab', name: 'New', role: 'guest', socket: THERE } as const;
  expect((await next.join(newcomer)).hub).toBe(next.hubs[0]);
});

test('the node that carries pages of a show goes on with what they send each other when it becomes the owner', async () => {
  const node = await carrier();
  const before = await meetThere(node);
  node.cut();
  node.stages.branches.fenceWith(() => NEWER);
  await waitFor('the way to be lost', DEADLINE_MS, () => !isThere(before.seen));
  const next = await node.stages.openStage('show_1');
  assertSame(next, before, node);
  const added = produceRtp(next, next.getPerson('viewer'), 'camera', 2_002);
  expect((await added).hub).toBe(next.hubs[0]);
  for (const participant of next.participants) next.leave(participant, 'left');
  await waitFor('nothing of it to be left', DEADLINE_MS, () => streamsOf(node) === 0);
});

test('a private sentence is not on air because the next owner knows nothing of the talk', async () => {
  const node = await carrier();
  const { seen, viewer } = await meetThere(node);
  await stage.setTalkback(viewer, seen);
  node.cut();
  node.stages.branches.fenceWith(() => NEWER);
  await waitFor('the way to be lost', DEADLINE_MS, () => !isThere(seen));
  const next = await node.stages.openStage('show_1');
  expect(next.participants.map(({ personId }) => personId)).toEqual(['seen']);
});

test.each([
  ['nothing comes through between the nodes', { pipeAddress: '127.0.0.9' }],
  ['the node holds no such socket', { holds: () => false }],
  ['no epoch fences the show', { epochOf: () => undefined }],
])('where %s, the participant is carried here', async (_what, options) => {
  await carrier(options);
  const startedMs = systemClock.monotonicMs();
  const far = await enterThere('far');
  const tookMs = systemClock.monotonicMs() - startedMs;
  expect([
    isThere(far),
    await produceRtp(stage, far, 'camera', 2_001).then(({ isClosed }) => isClosed),
  ]).toEqual([false, false]);
  // The next one does not wait for what has failed a moment ago.
  const againMs = systemClock.monotonicMs();
  await enterThere('next');
  expect(systemClock.monotonicMs() - againMs).toBeLessThan(Math.max(AT_ONCE_MS, tookMs / 2));
});

test('a node of another version, and one that talks nonsense, carry nobody', async () => {
  const path = await takeOffers(stages, () => OURS, lifetime);
  for (const first of [
    { kind: 'offer', protocol: 99, node: 'next' },
    { kind: 'offer', protocol: 2 },
    'nonsense',
  ]) {
    const far = await connectChannel(path, { clock: systemClock });
    const ended = new Promise((resolve) => far.events.on('closed', resolve));
    far.send(first);
    await ended;
  }
  expect(isThere(await enterThere('far'))).toBe(false);
});

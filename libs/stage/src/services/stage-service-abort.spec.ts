import { beforeEach, expect, test } from '@jest/globals';
import { type Clock, silentLog, systemClock } from '#kernel';
import { Branches } from '../branch/branches.js';
import { DataService } from '../data/data-service.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import type { RoleRegistry } from './role-registry.js';
import type { StageCaller } from './stage-caller.js';
import { StageService } from './stage-service.js';

/** What the worker made and nobody closed. */
let open: Set<object>;
/** Runs while the worker makes the next object: the answer is given up there. */
let whileMaking: () => void;

const eventful = () => ({ on: () => undefined, once: () => undefined });
const observer = async () => ({ ...eventful(), addProducer: async () => undefined });
const nothing = async () => undefined;

function made<T extends object>(facts: T): T & { closed: boolean; close: () => void } {
  whileMaking();
  const object = {
    ...eventful(),
    observer: eventful(),
    closed: false,
    close: () => {
      object.closed = true;
      open.delete(object);
    },
    ...facts,
  };
  open.add(object);
  return object;
}

const newTransport = async () =>
  made({
    id: `transport-${open.size}`,
    sctpParameters: { MIS: 1_024 },
    setMaxIncomingBitrate: nothing,
    setMaxOutgoingBitrate: nothing,
    produce: async ({ kind }: { kind: string }) =>
      made({
        id: 'producer',
        kind,
        paused: false,
        score: [],
        rtpParameters: { codecs: [{ mimeType: `${kind}/x`, clockRate: 90_000 }], encodings: [{}] },
      }),
    produceData: async () => made({ id: 'data-producer' }),
  });

const worker = {
  isAlive: true,
  countStream: () => () => undefined,
  createRouter: async () => ({
    ...eventful(),
    closed: false,
    observer: eventful(),
    rtpCapabilities: { codecs: [] },
    close: () => undefined,
    createAudioLevelObserver: observer,
    createActiveSpeakerObserver: observer,
    createDirectTransport: async () => ({ ...eventful(), close: () => undefined }),
    createWebRtcTransport: newTransport,
  }),
};

const clock: Clock = { ...systemClock, after: () => () => undefined, every: () => () => undefined };
const caller: StageCaller = {
  showId: 'show_1',
  personId: 'guest',
  tabId: 'tab',
  name: 'Guest',
  role: 'guest',
};
const camera = {
  source: 'camera',
  paused: false,
  rtpParameters: { codecs: [{ mimeType: 'video/x' }], encodings: [{}] },
};

let stage: Stage;
let service: StageService;
let data: DataService;
let end: AbortController;

beforeEach(async () => {
  open = new Set();
  whileMaking = () => undefined;
  end = new AbortController();
  stage = await Stage.create({
    showId: 'show_1',
    pool: { place: async () => worker, findLeastLoaded: () => worker } as unknown as WorkerPool,
    takeHome: () => undefined,
    branches: new Branches({ clock: systemClock, log: silentLog }),
    settings: { maxPublishers: 2, spreadAtStreams: 400 },
    outbox: { toTab: () => undefined } as never,
    clock,
    log: silentLog,
  });
  const stages = { openStage: async () => stage, find: () => stage } as unknown as StageRegistry;
  const roles = { find: () => undefined } as unknown as RoleRegistry;
  service = new StageService({ stages, roles, clock, iceServers: () => [], iceTransportPolicy: 'all' });
  data = new DataService(stages, clock, () => ({ answer: async () => '', close: () => undefined }));
});

const givesUp = () => end.abort(new Error('timed out'));

test('a transport that is made for an answer that was given up is closed, and its place is free', async () => {
  await service.enter(caller, { keepMedia: false }, end.signal);
  whileMaking = givesUp;
  await expect(service.createSendTransport(caller, end.signal)).rejects.toThrow('timed out');
  await expect(
    service.createReceiveTransport(caller, { codecs: [], headerExtensions: [] }, end.signal),
  ).rejects.toThrow('timed out');
  expect(open.size).toBe(0);
  expect(stage.getPerson('guest').reception).toBeUndefined();
  const { signal } = new AbortController();
  await service.createSendTransport(caller, signal);
  await service.createReceiveTransport(caller, { codecs: [], headerExtensions: [] }, signal);
  expect(open.size).toBe(2);
});

test('a track that is made for an answer that was given up is closed and never shown', async () => {
  stage.placements.put('guest', true);
  await service.enter(caller, { keepMedia: false }, end.signal);
  const { transportId } = await service.createSendTransport(caller, end.signal);
  const seen: string[] = [];
  stage.events.on('track-added', ({ source }) => seen.push(source));
  whileMaking = givesUp;
  const offer = { ...camera, transportId } as never;
  await expect(service.produce(caller, offer, end.signal)).rejects.toThrow('timed out');
  expect([open.size, stage.tracks, seen]).toEqual([1, [], []]);
  await service.produce(caller, offer, new AbortController().signal);
  expect(seen).toEqual(['camera']);
});

test('a data channel that is made for an answer that was given up is closed', async () => {
  await service.enter(caller, { keepMedia: false }, end.signal);
  const { transportId } = await service.createSendTransport(caller, end.signal);
  whileMaking = givesUp;
  const request = { transportId, channel: 'cues', stream: { streamId: 0, ordered: true } } as never;
  await expect(data.start(caller, request, end.signal)).rejects.toThrow('timed out');
  expect([open.size, stage.channels.size]).toEqual([1, 0]);
});

test('a participant that was made for an abandoned request leaves again', async () => {
  const left: string[] = [];
  stage.events.on('participant-left', ({ reason }) => left.push(reason));
  const join = stage.join.bind(stage);
  stage.join = async (newcomer) => {
    givesUp();
    return join(newcomer);
  };
  await expect(service.enter(caller, { keepMedia: false }, end.signal)).rejects.toThrow('timed out');
  expect([left, stage.participants]).toEqual([['lost'], []]);
});

test('a participant whose return was given up is held as a lost connection, not taken for connected', async () => {
  await service.enter(caller, { keepMedia: false });
  const reset = stage.reset.bind(stage);
  stage.reset = async (participant) => {
    await reset(participant);
    givesUp();
  };
  await expect(service.enter(caller, { keepMedia: false }, end.signal)).rejects.toThrow('timed out');
  expect(stage.getPerson('guest').isConnected).toBe(false);
  const { signal } = new AbortController();
  expect(await service.enter(caller, { keepMedia: false }, signal)).toMatchObject({ resumed: true });
  expect(stage.getPerson('guest').isConnected).toBe(true);
});

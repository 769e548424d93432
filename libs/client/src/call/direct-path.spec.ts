import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { CallSignal } from '#protocol';
import { type CallTracks, DirectPath, type PathReading } from './direct-path.js';

interface FakeSender {
  source: string;
  track: unknown;
  replaced: number;
  limits: { maxBitrate?: number; scaleResolutionDownBy?: number }[];
}

interface FakePeer {
  senders: FakeSender[];
  steps: string[];
  channel: { readyState: string; sent: string[]; onmessage?(event: { data: unknown }): void };
  isClosed: boolean;
}

const trackOf = (height: number) => ({ getSettings: () => ({ height }) }) as unknown as MediaStreamTrack;
const MICROPHONE = trackOf(0);
const CAMERA = trackOf(720);
const TRACKS: CallTracks = { microphone: MICROPHONE, camera: CAMERA };

let peer: FakePeer;
let sent: CallSignal[];
let readings: PathReading[];
let path: DirectPath;

function senderOf(source: string): FakeSender & Record<string, unknown> {
  const sender = {
    source,
    track: null as unknown,
    replaced: 0,
    limits: [] as FakeSender['limits'],
    replaceTrack: async (track: unknown) => {
      sender.track = track;
      sender.replaced += 1;
    },
    getParameters: () => ({ encodings: [{}] }),
    setParameters: async ({ encodings }: { encodings: FakeSender['limits'] }) => {
      // As some browsers do.
      if (!peer.steps.includes('remote')) throw new Error('too early');
      sender.limits.push(...encodings);
    },
  };
  peer.senders.push(sender);
  return sender;
}

function open(isCaller: boolean): void {
  const channel: FakePeer['channel'] & Record<string, unknown> = {
    readyState: 'connecting',
    sent: [],
    send: (text: string) => void channel.sent.push(text),
  };
  peer = { senders: [], steps: [], channel, isClosed: false };
  const transceivers = isCaller
    ? []
    : ['audio', 'video'].map((kind) => ({ receiver: { track: { kind } }, sender: senderOf(kind) }));
  const fake = {
    createDataChannel: () => channel,
    addTransceiver: (kind: string) => ({ sender: senderOf(kind) }),
    getTransceivers: () => transceivers,
    createOffer: async () => ({ sdp: 'offer' }),
    createAnswer: async () => ({ sdp: 'answer' }),
    setLocalDescription: async () => void peer.steps.push('local'),
    setRemoteDescription: async () => void peer.steps.push('remote'),
    addIceCandidate: async () => void peer.steps.push('candidate'),
    close: () => {
      peer.isClosed = true;
    },
  };
  path = new DirectPath(
    {
      isCaller,
      iceServers: [],
      tracks: TRACKS,
      send: (signal) => void sent.push(signal),
      onTrack: () => undefined,
      onReading: (reading) => void readings.push(reading),
      onFailed: () => undefined,
      serverMs: () => 21,
    },
    fake as unknown as RTCPeerConnection,
  );
}

const settle = () => jest.advanceTimersByTimeAsync(0);
const hear = (data: unknown) => peer.channel.onmessage?.({ data });

beforeEach(() => {
  jest.useFakeTimers();
  sent = [];
  readings = [];
});
afterEach(() => {
  path.close();
  jest.useRealTimers();
});

test.each([
  ['the caller', true, 'offer', { kind: 'answer', sdp: 'v=0' }],
  ['the called page', false, 'answer', { kind: 'offer', sdp: 'v=0' }],
] as const)('%s sends both tracks, the video limited', async (_, isCaller, kind, from) => {
  open(isCaller);
  path.receive({ kind: isCaller ? 'offer' : 'answer', sdp: 'of the wrong side' });
  await settle();
  expect(peer.steps).toEqual(isCaller ? ['local'] : []);
  path.receive(from);
  await settle();
  expect(sent).toEqual([{ kind, sdp: kind }]);
  expect(peer.senders.map(({ track }) => track)).toEqual([MICROPHONE, CAMERA]);
  expect(peer.senders[1]?.limits.at(-1)).toEqual({ maxBitrate: 600_000, scaleResolutionDownBy: 2 });
});

test('the same tracks are not sent twice, another one takes the place of the one before', async () => {
  open(true);
  await settle();
  for (let at = 0; at < 10; at += 1) path.setTracks({ ...TRACKS });
  await settle();
  expect(peer.senders.map(({ replaced }) => replaced)).toEqual([1, 1]);
  path.setTracks({ ...TRACKS, microphone: null });
  await settle();
  expect(peer.senders.map(({ track }) => track)).toEqual([null, CAMERA]);
});

test('asks five times a second, answers, and reads nothing that is not of the probe', async () => {
  open(true);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(peer.channel.sent).toEqual([]);
  peer.channel.readyState = 'open';
  await jest.advanceTimersByTimeAsync(600);
  expect(peer.channel.sent).toEqual(['ask 6 21', 'ask 7 21', 'ask 8 21']);
  for (const data of [`ask ${'9'.repeat(40)}`, 'ask x 1', new ArrayBuffer(8), 'hello', '']) hear(data);
  expect(peer.channel.sent).toHaveLength(3);
  hear('ask 4 35');
  expect(peer.channel.sent.at(-1)).toBe('answer 4');
  for (const number of [6, 7, 8]) hear(`answer ${number}`);
  expect(readings.at(-1)).toMatchObject({ isAlive: true, partnerServerMs: 35 });
});

test('a closed path says and does nothing more', async () => {
  open(true);
  path.close();
  path.close();
  const count = readings.length;
  path.receive({ kind: 'answer', sdp: 'v=0' });
  await jest.advanceTimersByTimeAsync(1_000);
  expect([peer.isClosed, peer.steps, readings.length]).toEqual([true, [], count]);
});

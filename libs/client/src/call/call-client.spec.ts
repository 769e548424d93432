import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { CallView, ParticipantView } from '#protocol';
import type { DeviceState } from '../devices/own-devices.js';
import { Observed } from '../observed.js';
import type { Connection } from '../signaling/connection.js';
import { WireFailure } from '../signaling/wire-failure.js';
import type { StageState } from '../stage/stage-client.js';
import { CallClient } from './call-client.js';
import type { DirectPathOptions, PathReading } from './direct-path.js';

const CALL: CallView = {
  callId: 'call_1',
  state: 'ringing',
  callerId: 'prt_me',
  calleeId: 'prt_other',
  mayBeDirect: true,
};
const ACTIVE: CallView = { ...CALL, state: 'active' };
const CALLED: CallView = { ...ACTIVE, callerId: 'prt_other', calleeId: 'prt_me' };
const READING: PathReading = { isAlive: true, roundTripMs: 12.4, partnerServerMs: 21 };

interface FakePath {
  options: DirectPathOptions;
  received: string[];
  tracks: unknown[];
  isClosed: boolean;
}

let paths: FakePath[];
let asked: string[];
let answers: Record<string, () => unknown>;
let listeners: Record<string, (data: never) => void>;
let stage: { state: Observed<StageState>; measureServerMs(): Promise<number | null> };
let devices: { state: Observed<DeviceState> };
let calls: CallClient;

const settle = () => jest.advanceTimersByTimeAsync(0);
const changed = async (call: CallView | null) => {
  listeners['call.changed']?.({ call } as never);
  await settle();
};
const signalled = async (kind: 'offer' | 'answer', attempt = 1, callId = 'call_1') => {
  listeners['call.signalled']?.({ callId, attempt, signal: { kind, sdp: `${kind} ${attempt}` } } as never);
  await settle();
};
const newest = () => paths.at(-1) as FakePath;
const route = () => calls.state.value.route;

function openPath(options: DirectPathOptions) {
  const path: FakePath = { options, received: [], tracks: [], isClosed: false };
  paths.push(path);
  return {
    receive: (signal: { kind: string }) => void path.received.push(signal.kind),
    setTracks: (tracks: unknown) => void path.tracks.push(tracks),
    close: () => {
      path.isClosed = true;
    },
  };
}

beforeEach(() => {
  jest.useFakeTimers();
  paths = [];
  asked = [];
  answers = {
    'call.get': () => ({ call: null }),
    'call.start': () => ({ call: CALL }),
    'transport.ice-servers': () => ({ iceServers: [{ urls: ['turn:relay.example:3478'] }] }),
  };
  listeners = {};
  const connection = {
    on: (name: string, listener: (data: never) => void) => {
      listeners[name] = listener;
      return () => delete listeners[name];
    },
    request: async (name: string) => {
      asked.push(name);
      return answers[name]?.() ?? {};
    },
  } as unknown as Connection;
  const participants = [
    { participantId: 'prt_me', tracks: [] },
    { participantId: 'prt_other', quality: { rttMs: 30 } },
  ] as unknown as ParticipantView[];
  stage = {
    state: new Observed({
      phase: 'on',
      participantId: 'prt_me',
      roster: { participants },
    } as unknown as StageState),
    measureServerMs: async () => 10,
  };
  devices = { state: new Observed({ microphone: null, camera: null } as unknown as DeviceState) };
  calls = new CallClient(connection, stage, devices, openPath as never);
});
afterEach(() => {
  calls.close();
  jest.useRealTimers();
});

test('the caller offers a direct path once the call is accepted, by STUN alone', async () => {
  await calls.start('prt_other');
  expect([calls.state.value.isCaller, calls.state.value.partnerId, paths.length]).toEqual([
    true,
    'prt_other',
    0,
  ]);
  await changed(ACTIVE);
  expect(newest().options).toMatchObject({
    isCaller: true,
    iceServers: [{ urls: 'stun:relay.example:3478' }],
  });
  newest().options.send({ kind: 'offer', sdp: 'v=0' });
  await settle();
  expect(asked.at(-1)).toBe('call.signal');
});

test('the called page waits for an offer, and works through what comes while its path opens', async () => {
  await changed(CALLED);
  expect(paths.length).toBe(0);
  listeners['call.signalled']?.({
    callId: 'call_1',
    attempt: 1,
    signal: { kind: 'offer', sdp: 'v=0' },
  } as never);
  await signalled('offer', 1, 'call_other');
  expect([newest().options.isCaller, newest().received]).toEqual([false, ['offer']]);
  await jest.advanceTimersByTimeAsync(1_000);
  await signalled('offer', 2);
  expect([paths[0]?.isClosed, paths.length, newest().received]).toEqual([true, 2, ['offer']]);
  await signalled('answer', 1);
  expect(newest().received).toEqual(['offer']);
});

test('a flood of offers opens two paths a second at most', async () => {
  await changed(CALLED);
  for (let attempt = 1; attempt <= 50; attempt += 1) {
    await signalled('offer', attempt);
    await jest.advanceTimersByTimeAsync(20);
  }
  expect(paths.length).toBe(2);
  expect(asked.filter((name) => name === 'transport.ice-servers')).toHaveLength(2);
});

test('the route is direct while the path answers, and the server’s at once when it does not', async () => {
  await changed(ACTIVE);
  expect(route()).toBe('server');
  newest().options.onReading(READING);
  expect([route(), calls.state.value.directMs]).toEqual(['direct', 12]);
  newest().options.onReading({ ...READING, isAlive: false });
  expect([route(), calls.state.value.directMs, newest().isClosed]).toEqual(['server', null, false]);
  newest().options.onReading(READING);
  expect(route()).toBe('direct');
});

test('a path that stays silent is given up, and another one is tried later', async () => {
  await changed(ACTIVE);
  await jest.advanceTimersByTimeAsync(10_001);
  newest().options.onReading({ ...READING, isAlive: false });
  expect([newest().isClosed, paths.length]).toEqual([true, 1]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(paths.length).toBe(2);
  newest().options.onFailed();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(paths.length).toBe(2);
  await jest.advanceTimersByTimeAsync(4_000);
  expect(paths.length).toBe(3);
  paths[0]?.options.onReading(READING);
  expect(route()).toBe('server');
});

test('the server’s way is measured beside it, both halves', async () => {
  await changed(ACTIVE);
  expect(calls.state.value.serverMs).toBe(40);
  newest().options.onReading(READING);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(calls.state.value.serverMs).toBe(31);
});

test('pages never connect where the site does not want it', async () => {
  await changed({ ...ACTIVE, mayBeDirect: false });
  await changed({ ...CALLED, callId: 'call_2', mayBeDirect: false });
  await signalled('offer', 1, 'call_2');
  expect(paths.length).toBe(0);
});

test('another device is sent in the place of the one before; who was silenced by a host is so here too', async () => {
  await changed(ACTIVE);
  const microphone = { kind: 'audio' } as MediaStreamTrack;
  devices.state.patch({ microphone });
  expect(newest().tracks.at(-1)).toEqual({ microphone, camera: null });
  const participants = [
    { participantId: 'prt_me', tracks: [{ source: 'microphone', mutedByHost: true }] },
  ] as unknown as ParticipantView[];
  stage.state.patch({ roster: { ...stage.state.value.roster, participants } });
  expect(newest().tracks.at(-1)).toEqual({ microphone: null, camera: null });
});

test('who hangs up reads nothing of it; the other one reads it, and leaves the call', async () => {
  await changed(ACTIVE);
  await calls.end();
  await changed({ ...ACTIVE, state: 'over', end: 'hung-up' });
  expect([calls.state.value.call, newest().isClosed]).toEqual([null, true]);
  await changed({ ...ACTIVE, callId: 'call_2' });
  await changed({ ...ACTIVE, callId: 'call_2', state: 'over', end: 'left' });
  expect([calls.state.value.call?.end, newest().isClosed]).toEqual(['left', true]);
  answers['call.end'] = () => {
    throw new WireFailure({ code: 'call-not-found', message: 'over', retry: false });
  };
  await calls.end();
  expect(calls.state.value.call).toBeNull();
});

test('a page that enters the stage again asks which call it is in', async () => {
  answers['call.get'] = () => ({ call: ACTIVE });
  stage.state.patch({ phase: 'lost' });
  stage.state.patch({ phase: 'on' });
  await settle();
  expect(calls.state.value.call).toEqual(ACTIVE);
  answers['call.get'] = () => ({ call: null });
  stage.state.patch({ phase: 'lost' });
  stage.state.patch({ phase: 'on' });
  await settle();
  expect([calls.state.value.call, newest().isClosed]).toEqual([null, true]);
});

test('leaving the stage ends the direct path with it', async () => {
  await changed(ACTIVE);
  stage.state.patch({ phase: 'left' });
  expect([newest().isClosed, Object.keys(listeners)]).toEqual([true, []]);
});

/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { FakePeer, FakeStream } from '../../../../../tests/support/players/fake-peer.js';
import type { Engine, EngineHooks } from '../engine.js';
import { ViewerClient } from '../viewer-client.js';

const HLS = '/live/t/token-1/shw_1/index.m3u8';
const START_MS = 1_000_000;
/** Attempts begin within a second, and are looked at twice a second. */
const BEGUN_MS = 3_000;
/** Silence of a second, looked at twice a second, and some more. */
const LOST_MS = 2_000;
const MANY_MS = 60_000;
/** Thirty frames a second. Each is a turn of the event loop of the machine, however fast the clock of the test runs. */
const FRAME_MS = 33;

class FakeEngine implements Engine {
  liveEdgeS: number | null = 30;
  windowStartS: number | null = 0;
  playingWallMs: number | null = null;
  chooseQuality = jest.fn();
  chooseCaption = jest.fn();
  renew = jest.fn();
  close = jest.fn();
  readonly hooks: EngineHooks;
  constructor(hooks: EngineHooks) {
    this.hooks = hooks;
  }
}

type Frame = { rtpTimestamp?: number; expectedDisplayTime?: number };

/** What jsdom has no player for: it plays and pauses, and shows a frame on demand. */
function fakeVideo(fields: Record<string, unknown> = {}) {
  const video = document.createElement('video');
  let paused = true;
  const play = jest.fn(async () => {
    paused = false;
  });
  const pause = jest.fn(() => {
    if (paused) return;
    paused = true;
    video.dispatchEvent(new Event('pause'));
  });
  Object.defineProperty(video, 'paused', { configurable: true, get: () => paused });
  Object.defineProperty(video, 'buffered', { configurable: true, value: { length: 0 } });
  Object.assign(video, { play, pause });
  for (const [name, value] of Object.entries(fields))
    Object.defineProperty(video, name, { configurable: true, writable: true, value });
  return Object.assign(video, { play, pause });
}

let status: number;
let requests: { method: string; url: string; body: unknown }[];
let main: ReturnType<typeof fakeVideo>;
let fronts: ReturnType<typeof fakeVideo>[];
let engines: FakeEngine[];
let viewer: ViewerClient;
let frame: Frame;
let mayBeHeard: boolean;
const globals = globalThis as unknown as Record<string, unknown>;

async function answering(url: string | URL | Request, init: RequestInit = {}) {
  const { method = 'GET', body } = init;
  if (method !== 'GET') requests.push({ method, url: String(url), body });
  const isWhep = String(url).startsWith('/whep/');
  const headers = new Headers(
    isWhep && status === 201
      ? { location: '/whep/shw_1/session-1', 'programme-start': START_MS.toFixed(3) }
      : {},
  );
  const code = isWhep ? status : 200;
  return {
    ...{ status: code, ok: code < 300, headers, url: 'http://localhost/whep/t/token-1/shw_1' },
    text: async () => 'v=0',
  } as Response;
}

const posts = () => requests.filter(({ method }) => method === 'POST');
const state = () => viewer.state.value;
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** HLS shows frames from now on. */
function hlsPlays(): void {
  Object.defineProperty(main, 'readyState', { configurable: true, value: 4 });
  main.dispatchEvent(new Event('canplay'));
  if (!main.paused) main.dispatchEvent(new Event('playing'));
}

/** HLS has to load from nothing. */
const hlsIsEmpty = () => Object.defineProperty(main, 'readyState', { configurable: true, value: 0 });

async function startLive(clockOffsetMs: number | null = 0): Promise<void> {
  viewer = new ViewerClient({
    video: main,
    url: HLS,
    clockOffsetMs: () => clockOffsetMs,
    createFrontRowVideo: () => {
      const made = fakeVideo({
        readyState: 4,
        videoWidth: 640,
        srcObject: null,
        requestVideoFrameCallback: (told: (nowMs: number, frame: Frame) => void) =>
          setTimeout(() => told(0, frame), FRAME_MS),
      });
      made.play.mockImplementation(async () => {
        if (!made.muted && !mayBeHeard) throw new DOMException('', 'NotAllowedError');
      });
      fronts.push(made);
      document.body.append(made);
      return made;
    },
    createEngine: async (_video, _url, hooks) => {
      const engine = new FakeEngine(hooks);
      engines.push(engine);
      return engine;
    },
  });
  await viewer.start();
  hlsPlays();
  setInterval(() => {
    if (!main.paused && main.readyState === 4) main.currentTime += 0.25;
  }, 250);
}

async function startInFrontRow(clockOffsetMs: number | null = 0): Promise<void> {
  await startLive(clockOffsetMs);
  await pass(BEGUN_MS);
  expect(state()).toMatchObject({ transport: 'webrtc', phase: 'playing' });
  hlsIsEmpty();
}

beforeEach(() => {
  jest.useFakeTimers();
  status = 201;
  requests = [];
  fronts = [];
  engines = [];
  frame = {};
  mayBeHeard = true;
  FakePeer.all.length = 0;
  main = fakeVideo();
  Object.assign(globals, { fetch: answering, RTCPeerConnection: FakePeer, MediaStream: FakeStream });
});
afterEach(() => {
  viewer?.close();
  jest.useRealTimers();
  for (const name of ['RTCPeerConnection', 'MediaStream']) delete globals[name];
});

describe('a show with a front row', () => {
  test('plays by HLS first, then in real time with the same token', async () => {
    await startLive();
    expect(state().transport).toBe('hls');
    await pass(BEGUN_MS);
    expect(posts().map(({ url }) => url)).toEqual(['/whep/t/token-1/shw_1']);
    expect(posts()[0]?.body).toContain('useinbandfec=1;stereo=1');
    expect(state()).toMatchObject({ transport: 'webrtc', offersRealTime: true, isLive: true, fault: null });
    expect(engines[0]?.close).toHaveBeenCalledTimes(1);
    expect(viewer.shownVideo).toBe(fronts[0]);
    expect(fronts[0]?.dataset.shown).toBe('');
  });

  test('is heard once: HLS is paused before the front row is heard', async () => {
    await startLive();
    const heard: boolean[] = [];
    main.pause.mockImplementationOnce(() => {
      heard.push(fronts[0]?.muted === false);
    });
    await pass(BEGUN_MS);
    expect(heard).toEqual([false]);
    expect(fronts[0]?.muted).toBe(false);
  });

  test('mute and volume reach it', async () => {
    await startInFrontRow();
    viewer.setVolume(0.3);
    main.dispatchEvent(new Event('volumechange'));
    expect(fronts[0]?.volume).toBeCloseTo(0.3);
    viewer.setMuted(true);
    main.dispatchEvent(new Event('volumechange'));
    expect(fronts[0]?.muted).toBe(true);
  });

  test('the latency is by the time stamp of the frame and the clock of the server', async () => {
    await startLive(2_000);
    frame = { rtpTimestamp: 90 * (Date.now() + 2_000 - START_MS) };
    await pass(BEGUN_MS + 1_000);
    const readAt = state().latencyS ?? 0;
    expect(readAt).toBeGreaterThan(1);
    expect(readAt).toBeLessThan(4.2);
    expect(state().isLatencyAbout).toBe(false);
  });

  test('its moment on the programme’s clock is that of the frame, and runs on with it', async () => {
    await startInFrontRow();
    const atMs = Date.now() - 300;
    frame = { rtpTimestamp: 90 * (atMs - START_MS), expectedDisplayTime: performance.now() };
    await pass(600);
    const first = viewer.programmeMs ?? Number.NaN;
    expect(Math.abs(first - (atMs + 600))).toBeLessThan(20);
    frame = {};
    await pass(700);
    expect(Math.abs((viewer.programmeMs ?? Number.NaN) - first - 700)).toBeLessThan(20);
  });

  test('without the clock of the server the latency is marked as about', async () => {
    await startInFrontRow(null);
    await pass(1_000);
    expect(state().latencyS).toBeCloseTo(0.06, 2);
    expect(state().isLatencyAbout).toBe(true);
  });
});

describe('a show without one', () => {
  test('gets two offers and plays by HLS', async () => {
    status = 409;
    await startLive();
    await pass(MANY_MS);
    expect(posts()).toHaveLength(2);
    expect(state()).toMatchObject({ transport: 'hls', offersRealTime: false, phase: 'playing' });
    expect(FakePeer.all.every(({ close }) => close.mock.calls.length > 0)).toBe(true);
    expect(fronts).toHaveLength(0);
  });

  test('gets none from a browser without WebRTC', async () => {
    delete globals.RTCPeerConnection;
    await startLive();
    await pass(MANY_MS);
    expect(posts()).toHaveLength(0);
  });

  test('a refusal is final', async () => {
    status = 403;
    await startLive();
    await pass(MANY_MS);
    expect(posts()).toHaveLength(1);
  });
});

describe('a front row that is lost', () => {
  test.each([
    ['fails', (peer: FakePeer) => peer.fail()],
    [
      'has no new frames',
      (peer: FakePeer) => {
        peer.cutMs = performance.now();
      },
    ],
  ])('that %s stays on the screen until HLS plays, and returns', async (_how, harm) => {
    await startInFrontRow();
    harm(FakePeer.all[0] as FakePeer);
    await pass(LOST_MS);
    expect(engines).toHaveLength(2);
    expect(state()).toMatchObject({ transport: 'webrtc', phase: 'playing', buffering: true });
    expect(fronts[0]?.isConnected).toBe(true);
    hlsPlays();
    expect(state()).toMatchObject({ transport: 'hls', phase: 'playing', buffering: false });
    expect(fronts[0]?.isConnected).toBe(false);
    expect(requests.at(-1)).toMatchObject({ method: 'DELETE', url: 'http://localhost/whep/shw_1/session-1' });
    await pass(10_000);
    expect(posts()).toHaveLength(2);
    expect(state().transport).toBe('webrtc');
    expect(viewer.shownVideo).toBe(fronts[1]);
  });

  test('whose server is gone has HLS beside it, silent, until that is known for certain', async () => {
    await startInFrontRow();
    main.play.mockClear();
    viewer.serverLost();
    await pass(100);
    expect(engines).toHaveLength(2);
    expect(main.play).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ transport: 'webrtc', phase: 'playing', isLive: true });
    FakePeer.all[0]?.fail();
    await pass(0);
    expect(engines).toHaveLength(2);
    expect(main.play).toHaveBeenCalledTimes(1);
  });

  test('that plays on although its server’s socket was lost stays, and HLS goes', async () => {
    await startInFrontRow();
    viewer.serverLost();
    await pass(4_000);
    expect(engines[1]?.close).toHaveBeenCalled();
    expect(state()).toMatchObject({ transport: 'webrtc', phase: 'playing' });
  });

  test('that never has a frame changes nothing', async () => {
    await startLive();
    await pass(0);
    const born = FakePeer.prototype.getStats;
    FakePeer.prototype.getStats = async () => new Map();
    await pass(10_000);
    FakePeer.prototype.getStats = born;
    expect(state()).toMatchObject({ transport: 'hls', buffering: false });
    expect(engines).toHaveLength(1);
    expect(FakePeer.all[0]?.close).toHaveBeenCalled();
  });

  test('that the browser does not let be heard leaves HLS as it was', async () => {
    mayBeHeard = false;
    await startLive();
    await pass(BEGUN_MS);
    expect(state()).toMatchObject({ transport: 'hls', phase: 'playing', isLive: true });
    expect(engines).toHaveLength(1);
    expect(engines[0]?.close).not.toHaveBeenCalled();
    expect(main.paused).toBe(false);
    expect(fronts[0]?.isConnected).toBe(false);
  });

  test('says that the connection is away where HLS does not come either', async () => {
    await startInFrontRow();
    FakePeer.all[0]?.fail();
    await pass(4_000);
    expect(state()).toMatchObject({ fault: 'network', buffering: true });
  });

  test('a show that is over plays its end and not its beginning', async () => {
    await startInFrontRow();
    FakePeer.all[0]?.fail();
    await pass(0);
    engines[1]?.hooks.onComplete();
    hlsPlays();
    await pass(500);
    expect(main.currentTime).toBeGreaterThanOrEqual(29);
    main.dispatchEvent(new Event('ended'));
    expect(state().phase).toBe('ended');
  });

  test('a viewer who was banned sees that', async () => {
    await startInFrontRow();
    FakePeer.all[0]?.fail();
    await pass(0);
    globals.fetch = async () => ({ ok: false, status: 403, text: async () => '' }) as Response;
    engines[1]?.hooks.onFault({ kind: 'gone' });
    await pass(0);
    expect(state()).toMatchObject({ phase: 'forbidden', transport: 'hls' });
    expect(fronts[0]?.isConnected).toBe(false);
  });
});

describe('a viewer who goes to HLS', () => {
  test('by a pause, and on from there', async () => {
    await startInFrontRow();
    viewer.pause();
    expect(fronts[0]?.pause).toHaveBeenCalled();
    expect(state().phase).toBe('paused');
    await pass(0);
    hlsPlays();
    expect(state()).toMatchObject({ phase: 'paused', transport: 'hls' });
    expect(fronts[0]?.isConnected).toBe(false);
    await pass(2_000);
    expect(main.paused).toBe(true);
    await viewer.resume();
    hlsPlays();
    expect(state()).toMatchObject({ phase: 'playing', transport: 'hls' });
    await pass(60_000);
    expect(posts()).toHaveLength(1);
  });

  test('and returns when the viewer goes back to live', async () => {
    await startInFrontRow();
    viewer.pause();
    await viewer.resume();
    await pass(0);
    hlsPlays();
    viewer.toLive();
    await pass(4_000);
    expect(posts()).toHaveLength(2);
    expect(state().transport).toBe('webrtc');
  });

  test('by a seek, which is done before anything of HLS is seen', async () => {
    await startInFrontRow();
    main.play.mockClear();
    viewer.seekBy(-10);
    await pass(500);
    expect(main.play).not.toHaveBeenCalled();
    Object.defineProperty(main, 'readyState', { configurable: true, value: 4 });
    main.dispatchEvent(new Event('canplay'));
    expect(main.currentTime).toBe(20);
    expect(main.play).toHaveBeenCalledTimes(1);
    expect(state().transport).toBe('webrtc');
    await pass(0);
    hlsPlays();
    expect(state()).toMatchObject({ transport: 'hls', isLive: false });
  });

  test('by a quality, which the new player has', async () => {
    await startInFrontRow();
    viewer.chooseQuality(2);
    await pass(0);
    hlsPlays();
    expect(engines[1]?.chooseQuality).toHaveBeenCalledWith(2);
    expect(state().transport).toBe('hls');
    await pass(60_000);
    expect(posts()).toHaveLength(1);
  });
});

test('closes with the viewer', async () => {
  await startInFrontRow();
  viewer.close();
  viewer.close();
  expect(FakePeer.all[0]?.close).toHaveBeenCalledTimes(1);
  expect(fronts[0]?.isConnected).toBe(false);
});

/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Engine, EngineHooks } from './engine.js';
import { ViewerClient } from './viewer-client.js';
import type { ViewerOptions } from './viewer-options.js';

const URL_OF_SHOW = '/live/shw_1/index.m3u8';
/** Pages that wait ask about once a second, each a little earlier or later. */
const ASKED_AGAIN_MS = 1_500;
/** The detector of stalls has ten seconds of patience, and is called twice a second. */
const STALLED_MS = 11_000;

class FakeEngine implements Engine {
  liveEdgeS: number | null = 30;
  windowStartS: number | null = 0;
  playingWallMs: number | null = null;
  chooseQuality = jest.fn();
  chooseCaption = jest.fn();
  renew = jest.fn();
  close = jest.fn();
  readonly url: string;
  readonly hooks: EngineHooks;

  constructor(url: string, hooks: EngineHooks) {
    this.url = url;
    this.hooks = hooks;
  }
}

let answers: (number | 'offline')[];
let asked: string[];
let video: HTMLVideoElement;
let play: jest.Mock<() => Promise<void>>;
let engines: FakeEngine[];
let viewer: ViewerClient;

function view(options: Partial<ViewerOptions> = {}): ViewerClient {
  viewer = new ViewerClient({
    video,
    url: URL_OF_SHOW,
    createEngine: async (_video, url, hooks) => {
      const engine = new FakeEngine(url, hooks);
      engines.push(engine);
      return engine;
    },
    ...options,
  });
  return viewer;
}

const answering = async (url: string | URL | Request) => {
  asked.push(String(url));
  const status = answers.length > 1 ? answers.shift() : answers[0];
  if (status === 'offline' || status === undefined) throw new TypeError('no network');
  return { ok: status === 200, status, text: async () => '' } as Response;
};

const moveTo = (positionS: number) => {
  video.currentTime = positionS;
};

beforeEach(() => {
  jest.useFakeTimers();
  answers = [200];
  asked = [];
  engines = [];
  video = document.createElement('video');
  play = jest.fn(() => Promise.resolve());
  Object.assign(video, { play });
  Object.defineProperty(video, 'paused', { configurable: true, value: false });
  Object.defineProperty(video, 'buffered', { configurable: true, value: { length: 0 } });
  Object.assign(globalThis, { fetch: answering });
});
afterEach(() => {
  viewer?.close();
  jest.useRealTimers();
});

describe('before the show', () => {
  test('waits, asks again, and plays by itself once it can be played', async () => {
    answers = [404, 404, 200];
    void view().start();
    await jest.advanceTimersByTimeAsync(0);
    expect(viewer.state.value.phase).toBe('waiting');
    expect(engines).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(2 * ASKED_AGAIN_MS);
    expect(engines.map(({ url }) => url)).toEqual([URL_OF_SHOW]);
    expect(play).toHaveBeenCalledTimes(1);
  });

  test('says when the server cannot be reached, and goes on asking', async () => {
    answers = ['offline', 200];
    void view().start();
    await jest.advanceTimersByTimeAsync(0);
    expect(viewer.state.value).toMatchObject({ phase: 'waiting', fault: 'unreachable' });
    await jest.advanceTimersByTimeAsync(ASKED_AGAIN_MS);
    expect(engines).toHaveLength(1);
  });

  test('a private show is not asked for again until its address is renewed', async () => {
    answers = [403];
    void view().start();
    await jest.advanceTimersByTimeAsync(5 * ASKED_AGAIN_MS);
    expect(viewer.state.value.phase).toBe('forbidden');
    expect(asked).toHaveLength(1);
    answers = [200];
    viewer.renew(`${URL_OF_SHOW}?token=2`);
    await jest.advanceTimersByTimeAsync(0);
    expect(engines.map(({ url }) => url)).toEqual([`${URL_OF_SHOW}?token=2`]);
  });

  test('a browser that plays neither way is unsupported', async () => {
    await view({ createEngine: async () => undefined }).start();
    expect(viewer.state.value.phase).toBe('unsupported');
  });
});

describe('while it plays', () => {
  test('starts muted where the browser refuses audio, and one press unmutes', async () => {
    play.mockImplementationOnce(() => Promise.reject(new DOMException('', 'NotAllowedError')));
    await view().start();
    expect(video.muted).toBe(true);
    expect(viewer.state.value.mutedByBrowser).toBe(true);
    viewer.setMuted(false);
    expect(video.muted).toBe(false);
    expect(viewer.state.value.mutedByBrowser).toBe(false);
  });

  test('says after some seconds without a new frame that the connection is away', async () => {
    await view().start();
    video.dispatchEvent(new Event('playing'));
    moveTo(5);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(viewer.state.value.fault).toBeNull();
    await jest.advanceTimersByTimeAsync(4_000);
    expect(viewer.state.value.fault).toBe('network');
    moveTo(6);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(viewer.state.value.fault).toBeNull();
  });

  test('a stall that does not end gets a new engine, with the newest address', async () => {
    await view().start();
    viewer.renew(`${URL_OF_SHOW}?token=2`);
    await jest.advanceTimersByTimeAsync(STALLED_MS);
    expect(engines.map(({ url }) => url)).toEqual([URL_OF_SHOW, `${URL_OF_SHOW}?token=2`]);
    expect(engines[0]?.close).toHaveBeenCalledTimes(1);
  });

  test('an engine that gives up is no browser that cannot: a new one plays, as often as it takes', async () => {
    await view().start();
    video.dispatchEvent(new Event('playing'));
    for (const count of [1, 2, 3]) {
      engines.at(-1)?.hooks.onFault({ kind: 'given-up' });
      expect(viewer.state.value.fault).toBe('media');
      await jest.advanceTimersByTimeAsync(STALLED_MS);
      expect(engines).toHaveLength(count + 1);
    }
    video.dispatchEvent(new Event('playing'));
    expect(viewer.state.value.fault).toBeNull();
  });

  test('one that gives up before anything was played is one', async () => {
    await view().start();
    engines[0]?.hooks.onFault({ kind: 'given-up' });
    expect(viewer.state.value.phase).toBe('unsupported');
  });

  test('the latency is by the clock of the encoder where the offset to it is known', async () => {
    await view({ clockOffsetMs: () => 2_000 }).start();
    const [engine] = engines as [FakeEngine];
    engine.playingWallMs = Date.now() + 1_000;
    await jest.advanceTimersByTimeAsync(500);
    expect(viewer.state.value.latencyS).toBeCloseTo(1.5, 1);
  });
});

describe('at the end', () => {
  test('a show that is complete has ended when its playlist goes', async () => {
    await view().start();
    engines[0]?.hooks.onComplete();
    engines[0]?.hooks.onFault({ kind: 'gone' });
    expect(viewer.state.value.phase).toBe('ended');
  });

  test('a playlist that goes before that is waited for again', async () => {
    await view().start();
    answers = [404];
    engines[0]?.hooks.onFault({ kind: 'gone' });
    await jest.advanceTimersByTimeAsync(0);
    expect(viewer.state.value.phase).toBe('waiting');
    expect(engines[0]?.close).toHaveBeenCalledTimes(1);
  });

  test('may be closed twice, and asks for nothing afterwards', async () => {
    answers = [404];
    void view().start();
    await jest.advanceTimersByTimeAsync(0);
    viewer.close();
    viewer.close();
    const before = asked.length;
    await jest.advanceTimersByTimeAsync(5 * ASKED_AGAIN_MS);
    expect(asked).toHaveLength(before);
    expect(viewer.state.value.phase).toBe('closed');
  });
});

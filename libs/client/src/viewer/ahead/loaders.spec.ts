/** @jest-environment jsdom */
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { HlsConfig, Loader, LoaderCallbacks, LoaderContext } from 'hls.js';
import { loadersOf } from './loaders.js';
import { PartsAhead } from './parts-ahead.js';

const AT = 'https://edge.test/live/shw_1/';
const URL_OF = `${AT}v.m3u8`;
const listing = (parts: number) =>
  [
    '#EXTM3U',
    '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.5',
    '#EXT-X-MEDIA-SEQUENCE:7',
    '#EXT-X-PROGRAM-DATE-TIME:2026-11-27T10:00:02.000Z',
    ...Array.from({ length: parts }, (_, part) => `#EXT-X-PART:DURATION=0.5,URI="s/v/7.${part}.m4s"`),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="s/v/7.${parts}.m4s"`,
    '',
  ].join('\n');

/** A request that is answered when the test says so. */
class FakeRequest extends EventTarget {
  static readonly HEADERS_RECEIVED = 2;
  static sent: FakeRequest[] = [];
  responseType = '';
  readyState = 0;
  status = 0;
  statusText = '';
  response: ArrayBuffer | null = null;
  url = '';
  isAborted = false;
  #header: string | null = null;

  open(_method: string, url: string): void {
    this.url = url;
  }

  send(): void {
    FakeRequest.sent.push(this);
  }

  abort(): void {
    this.isAborted = true;
    this.dispatchEvent(new Event('loadend'));
  }

  getResponseHeader(): string | null {
    return this.#header;
  }

  begin(status: number, header: string | null = null): void {
    [this.status, this.#header, this.readyState] = [status, header, 2];
    this.dispatchEvent(new Event('readystatechange'));
  }

  finish(bytes = 0): void {
    if (bytes > 0) this.response = new ArrayBuffer(bytes);
    this.dispatchEvent(new Event('loadend'));
  }
}

/** hls.js' own loader, and what it had to request. */
class FakeLoader<T extends LoaderContext> implements Loader<T> {
  static asked: { url: string; succeed(data: string): void }[] = [];
  context: T | null = null;
  stats = { loading: { start: 0, first: 0, end: 0 }, loaded: 0, total: 0 } as never as Loader<T>['stats'];
  abort = jest.fn();
  destroy = jest.fn();

  load(context: T, _settings: unknown, callbacks: LoaderCallbacks<T>): void {
    const succeed = (data: string) => callbacks.onSuccess({ url: URL_OF, data }, this.stats, context, null);
    FakeLoader.asked.push({ url: context.url, succeed });
  }
}

const SETTINGS = { loadPolicy: { maxTimeToFirstByteMs: 1_600, maxLoadTimeMs: 10_000 } } as never;
const realRequest = globalThis.XMLHttpRequest;
let ahead: PartsAhead;
let nextSegment: number | undefined;

beforeEach(() => {
  globalThis.XMLHttpRequest = FakeRequest as never;
  FakeRequest.sent = [];
  FakeLoader.asked = [];
  nextSegment = undefined;
  ahead = new PartsAhead((url) => url);
});

afterEach(() => {
  jest.useRealTimers();
  ahead.close();
  globalThis.XMLHttpRequest = realRequest;
});

function askPlaylist(part: number, of = URL_OF, type = 'level') {
  const { pLoader: Loads } = loadersOf(FakeLoader<LoaderContext>, ahead, () => nextSegment);
  const loader = new Loads({} as HlsConfig);
  const url = `${of}?_HLS_msn=7&_HLS_part=${part}`;
  const got: string[] = [];
  const onTimeout = jest.fn();
  const callbacks = { onSuccess: ({ data }: { data: string }) => got.push(data), onTimeout };
  loader.load({ type, url, deliveryDirectives: { msn: 7, part } } as never, SETTINGS, callbacks as never);
  return { loader, got, onTimeout };
}

function askPart(part: number) {
  const { fLoader: Loads } = loadersOf(FakeLoader<LoaderContext>, ahead, () => nextSegment);
  const loader = new Loads({} as HlsConfig);
  const onSuccess = jest.fn<(response: { data: ArrayBuffer }) => void>();
  const [onError, onAbort] = [jest.fn(), jest.fn()];
  loader.load({ url: `${AT}s/v/7.${part}.m4s` } as never, SETTINGS, { onSuccess, onError, onAbort } as never);
  return { loader, onSuccess, onError, onAbort };
}

/** A player at the end of what the server listed. */
function follow(type?: string): void {
  askPlaylist(1, URL_OF, type);
  FakeLoader.asked.pop()?.succeed(listing(1));
  askPart(0);
  FakeLoader.asked.length = 0;
}

test('a part is requested by its announced name, and is in the next playlist without a request for that', async () => {
  follow();
  const { got } = askPlaylist(1);
  await setImmediate();
  expect(FakeRequest.sent.map(({ url }) => url)).toEqual([`${AT}s/v/7.1.m4s`]);
  FakeRequest.sent[0]?.begin(200, 'DURATION=0.5,NEXT="s/v/7.2.m4s"');
  await setImmediate();
  expect(got).toEqual([listing(2)]);
  const { onSuccess, loader } = askPart(1);
  expect(onSuccess).not.toHaveBeenCalled();
  FakeRequest.sent[0]?.finish(1_000);
  expect(onSuccess.mock.calls[0]?.[0].data.byteLength).toBe(1_000);
  expect(loader.stats.total).toBe(1_000);
  expect(FakeLoader.asked).toEqual([]);
});

test.each([
  ['there is no such part', 404, null],
  ['a cache has dropped what it says of itself', 200, null],
  ['it begins another segment and does not say when', 200, ''],
])('where %s, the playlist comes from the server', async (_what, status, header) => {
  follow();
  const { got } = askPlaylist(1);
  await setImmediate();
  FakeRequest.sent[0]?.begin(status, header);
  await setImmediate();
  expect(FakeLoader.asked.map(({ url }) => url)).toEqual([`${URL_OF}?_HLS_msn=7&_HLS_part=1`]);
  FakeLoader.asked[0]?.succeed(listing(2));
  expect(got).toEqual([listing(2)]);
});

test('a player that does not take the parts is sent none', () => {
  askPlaylist(1);
  FakeLoader.asked.pop()?.succeed(listing(1));
  askPlaylist(1);
  expect(FakeLoader.asked).toHaveLength(1);
  expect(FakeRequest.sent).toEqual([]);
});

test('a playlist at another position than the next comes from the server', () => {
  follow();
  askPlaylist(3);
  expect(FakeLoader.asked).toHaveLength(1);
});

test('a playlist that is no longer wanted ends the request for its part', async () => {
  follow();
  const { loader, got } = askPlaylist(1);
  await setImmediate();
  loader.abort();
  await setImmediate();
  expect(FakeRequest.sent[0]?.isAborted).toBe(true);
  expect(got).toEqual([]);
  expect(FakeLoader.asked).toEqual([]);
});

test('a part that breaks off is an error of its own, and one that is given up is aborted', async () => {
  follow();
  askPlaylist(1);
  await setImmediate();
  FakeRequest.sent[0]?.begin(200, 'DURATION=0.5,NEXT="s/v/7.2.m4s"');
  await setImmediate();
  const broken = askPart(1);
  FakeRequest.sent[0]?.finish();
  expect(broken.onError).toHaveBeenCalledTimes(1);
  askPlaylist(2);
  await setImmediate();
  FakeRequest.sent[1]?.begin(200, 'DURATION=0.5,NEXT="s/v/7.3.m4s"');
  await setImmediate();
  const given = askPart(2);
  given.loader.abort();
  expect(given.onAbort).toHaveBeenCalledTimes(1);
  expect(FakeRequest.sent[1]?.isAborted).toBe(true);
  expect(given.onSuccess).not.toHaveBeenCalled();
});

/** The next part is requested, is there, and waits for the player. */
async function partThere(part: number, header: string | null = `DURATION=0.5,NEXT="s/v/7.${part + 1}.m4s"`) {
  const asked = askPlaylist(part);
  await setImmediate();
  FakeRequest.sent.at(-1)?.begin(200, header);
  await setImmediate();
  return asked;
}

test('a part that came is no aborted one, from which hls.js would learn nothing of the line', async () => {
  follow();
  await partThere(1);
  const { loader, onSuccess } = askPart(1);
  // As hls.js does.
  onSuccess.mockImplementation(() => loader.destroy());
  FakeRequest.sent[0]?.finish(1_000);
  expect(onSuccess).toHaveBeenCalledTimes(1);
  expect(loader.stats.aborted).not.toBe(true);
});

test('a part that does not begin to come is a playlist that timed out', async () => {
  jest.useFakeTimers();
  follow();
  const { onTimeout, got } = askPlaylist(1);
  await jest.advanceTimersByTimeAsync(1_590);
  expect(onTimeout).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(20);
  expect(onTimeout).toHaveBeenCalledTimes(1);
  expect(FakeRequest.sent[0]?.isAborted).toBe(true);
  await jest.advanceTimersByTimeAsync(10_000);
  expect([got, FakeLoader.asked, onTimeout.mock.calls.length]).toEqual([[], [], 1]);
});

test('a part of which a cache has dropped what it says is not loaded twice', async () => {
  follow();
  await partThere(1, null);
  FakeLoader.asked.pop()?.succeed(listing(2));
  const { onSuccess } = askPart(1);
  FakeRequest.sent[0]?.finish(1_000);
  expect(onSuccess).toHaveBeenCalledTimes(1);
  expect([FakeRequest.sent.length, FakeLoader.asked.length]).toEqual([1, 0]);
});

test('a part that waits but is not listed is dropped', async () => {
  follow();
  await partThere(1, null);
  FakeLoader.asked.pop()?.succeed(listing(1).replaceAll('s/v/', 'other/v/'));
  expect(FakeRequest.sent[0]?.isAborted).toBe(true);
});

test('parts of a quality that the player has left do not take the line from the other', async () => {
  follow();
  await partThere(1);
  askPlaylist(1, `${AT}low.m3u8`);
  expect(FakeRequest.sent[0]?.isAborted).toBe(true);
});

test.each([
  ['between two segments, is listed from the next one on', 8, `${AT}low.m3u8?_HLS_msn=8&_HLS_part=0`],
  ['within a segment, is listed as it is', undefined, `${AT}low.m3u8?_HLS_msn=7&_HLS_part=1`],
])('a quality that is changed to %s', (_where, next, url) => {
  follow();
  nextSegment = next;
  askPlaylist(1);
  expect(FakeLoader.asked).toEqual([]);
  askPlaylist(1, `${AT}low.m3u8`);
  expect(FakeLoader.asked.map((each) => each.url)).toEqual([url]);
});

test('for a player that is behind no more than one part is requested ahead', async () => {
  follow();
  await partThere(1);
  askPlaylist(2);
  await setImmediate();
  expect(FakeRequest.sent).toHaveLength(1);
  expect(FakeLoader.asked.map(({ url }) => url)).toEqual([`${URL_OF}?_HLS_msn=7&_HLS_part=2`]);
});

test('in a page that is hidden no part waits for a timer', async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
  const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  follow();
  askPlaylist(1);
  await Promise.resolve();
  expect(FakeRequest.sent).toHaveLength(1);
  hidden.mockRestore();
});

test('when parts come stays known across a playlist of the server', async () => {
  jest.useFakeTimers();
  follow();
  for (let part = 1; part <= 3; part += 1) {
    askPlaylist(part);
    await jest.advanceTimersByTimeAsync(500);
    FakeRequest.sent[part - 1]?.begin(200, `DURATION=0.5,NEXT="s/v/7.${part + 1}.m4s"`);
    await jest.advanceTimersByTimeAsync(0);
    askPart(part);
  }
  await jest.advanceTimersByTimeAsync(500);
  ahead.learn(URL_OF, listing(5), URL_OF, performance.now());
  askPart(4);
  askPlaylist(5);
  await jest.advanceTimersByTimeAsync(400);
  expect(FakeRequest.sent).toHaveLength(3);
  await jest.advanceTimersByTimeAsync(150);
  expect(FakeRequest.sent).toHaveLength(4);
});

test('parts of captions are requested at once, also before the player has taken the one before', async () => {
  jest.useFakeTimers();
  const type = 'subtitleTrack';
  follow(type);
  for (let part = 1; part <= 6; part += 1) {
    askPlaylist(part, URL_OF, type);
    await jest.advanceTimersByTimeAsync(0);
    expect(FakeRequest.sent).toHaveLength(part);
    // hls.js takes a part of captions in its next task.
    if (part > 1) askPart(part - 1);
    await jest.advanceTimersByTimeAsync(200);
    FakeRequest.sent[part - 1]?.begin(200, `DURATION=0.2,INDEPENDENT=YES,NEXT="s/v/7.${part + 1}.m4s"`);
    await jest.advanceTimersByTimeAsync(0);
  }
  expect(FakeLoader.asked).toEqual([]);
});

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { seededRandom } from '../kernel/seeded-random.js';
import { HlsAudience } from './hls-audience.js';

const PART_MS = 100;
const PARTS_PER_SEGMENT = 4;
/** How long the fixture takes to give a part out: the viewers must find it. */
const SLOW_PART_MS = 30;
const MISSING_PART = 'p7.mp4';

/** A small origin that makes a part every 100 ms, holds reloads, and has lost one part. */
class FixtureOrigin {
  readonly server: Server = createServer((request, response) => this.#answer(request, response));
  readonly #beganWallMs = systemClock.wallMs();
  readonly #waiting: { part: number; send(): void }[] = [];
  readonly #cancel: () => void;
  #parts = 1;

  constructor() {
    this.#cancel = systemClock.every(PART_MS, () => {
      this.#parts = Math.floor((systemClock.wallMs() - this.#beganWallMs) / PART_MS) + 1;
      for (const each of this.#waiting.splice(0)) {
        if (each.part < this.#parts) each.send();
        else this.#waiting.push(each);
      }
    });
  }

  close(): void {
    this.#cancel();
    this.server.close();
    this.server.closeAllConnections();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://fixture');
    if (url.pathname === '/show.m3u8')
      response.end('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000,CODECS="avc1.640020"\nvideo.m3u8\n');
    else if (url.pathname === '/video.m3u8') this.#playlist(url, response);
    else if (url.pathname.endsWith(MISSING_PART)) response.writeHead(404).end();
    else systemClock.after(SLOW_PART_MS, () => response.end(Buffer.alloc(1_000)));
  }

  #playlist(url: URL, response: ServerResponse): void {
    const msn = url.searchParams.get('_HLS_msn');
    const part = Number(msn) * PARTS_PER_SEGMENT + Number(url.searchParams.get('_HLS_part'));
    const send = () => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(this.#text()));
    };
    if (msn === null || part < this.#parts) send();
    else this.#waiting.push({ part, send });
  }

  #text(): string {
    const lines = [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:1',
      '#EXT-X-PART-INF:PART-TARGET=0.1',
      '#EXT-X-MEDIA-SEQUENCE:0',
    ];
    for (let part = 0; part < this.#parts; part += 1) {
      if (part % PARTS_PER_SEGMENT === 0) {
        if (part > 0) lines.push('#EXTINF:0.4,', `s${part}.mp4`);
        lines.push(
          `#EXT-X-PROGRAM-DATE-TIME:${new Date(this.#beganWallMs + (part - 1) * PART_MS).toISOString()}`,
        );
      }
      lines.push(`#EXT-X-PART:DURATION=0.1,URI="p${part}.mp4"`);
    }
    return `${lines.join('\n')}\n`;
  }
}

let origin: FixtureOrigin;
let port: number;

beforeEach(async () => {
  origin = new FixtureOrigin();
  await new Promise<void>((resolve) => origin.server.listen(0, '127.0.0.1', resolve));
  port = (origin.server.address() as AddressInfo).port;
});

afterEach(() => origin.close());

test('viewers follow the live edge, measure it, and notice a part that was removed', async () => {
  const audience = await HlsAudience.gather({
    playbackUrl: `http://127.0.0.1:${port}/show.m3u8`,
    viewers: 20,
    rampMs: 50,
    thinkMs: 0,
    random: seededRandom(1),
  });
  const report = await audience.measure(1.5);
  await audience.close();

  expect(Object.keys(report.outcomes)).toEqual(['200', '404']);
  expect(report.missingParts).toEqual([`/${MISSING_PART}`]);
  const partsEach = report.parts / report.viewers;
  expect(partsEach).toBeGreaterThan(11);
  expect(partsEach).toBeLessThan(17);
  expect(report.partFetchMs.p50).toBeGreaterThanOrEqual(SLOW_PART_MS - 1);
  expect(report.edgeLagMs.p50).toBeGreaterThanOrEqual(SLOW_PART_MS);
  expect(report.edgeLagMs.p50).toBeLessThan(SLOW_PART_MS + PART_MS);
  expect(report.releaseLatenessMs.p50).toBeLessThan(PART_MS / 2);
});

test('a server that goes away is counted, not thrown', async () => {
  const audience = await HlsAudience.gather({
    playbackUrl: `http://127.0.0.1:${port}/show.m3u8`,
    viewers: 3,
    rampMs: 10,
    thinkMs: 0,
    random: seededRandom(1),
  });
  origin.close();
  const report = await audience.measure(0.3);
  await audience.close();
  expect(report.outcomes.failed).toBeGreaterThanOrEqual(3);
});

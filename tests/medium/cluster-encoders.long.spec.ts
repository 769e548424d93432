// Real here: two nodes as people start them, PostgreSQL, media workers, the programme, FFmpeg as the encoders and the viewer.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Lifetime, systemClock } from '#kernel';
import { Encoder } from '../support/inputs/encoder.js';
import { isNear } from '../support/inputs/is-near.js';
import { localSrtUrl } from '../support/inputs/local-srt-url.js';
import { ProgrammeColour } from '../support/inputs/programme-colour.js';
import { freePort } from '../support/kernel/free-port.js';
import { waitFor } from '../support/kernel/wait-for.js';
import type { Rgb } from '../support/page/test-card.js';
import type { ApiClient } from '../support/server/api-client.js';
import { killNode } from '../support/server/cluster-node.js';
import { lastSegmentOf } from '../support/server/cluster-show.js';
import { ClusterUnderTest } from '../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';

const SOON_MS = 40_000;
const TEST_MS = 180_000;
const GREEN: Rgb = [20, 140, 40];
const BLUE: Rgb = [30, 60, 180];

let lifetime: Lifetime;
let first: ServerUnderTest;
let second: ServerUnderTest;
let rtmpPort: number;
let srtPort: number;
let owner: ApiClient;
let showId: string;
let input: { id: string; key: string; srtUrl: string };

beforeAll(async () => {
  lifetime = new Lifetime();
  const cluster = await ClusterUnderTest.create();
  lifetime.adopt(() => cluster.close());
  [rtmpPort, srtPort] = [await freePort(), await freePort()];
  const off = { PROSCENIUM_INGEST_RTMPS_PORT: '0' };
  const ports = async () => ({
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_INGEST_SRT_PORT: String(await freePort()),
  });
  [first, second] = await Promise.all([
    cluster.start('first', { ...off, ...(await ports()) }),
    cluster.start('second', {
      ...off,
      PROSCENIUM_INGEST_RTMP_PORT: String(rtmpPort),
      PROSCENIUM_INGEST_SRT_PORT: String(srtPort),
    }),
  ]);
  ({ owner } = await signedInOwner(first));
  showId = (await owner.post('/shows', { title: 'Two nodes', profile: 'low' })).body.id;
  input = (await owner.post(`/shows/${showId}/inputs`, { name: 'Camera', as: 'programme' })).body;
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
}, TEST_MS);
afterAll(() => lifetime.close('the test is over'), 60_000);

/** What viewers at a node see, until the returned function ends it. */
function watch(node: ServerUnderTest): { until(colour: Rgb): Promise<unknown>; close(): Promise<unknown> } {
  const seen: { colour: Rgb; atMs: number }[] = [];
  const watcher = new ProgrammeColour(`${node.url}/live/${showId}/index.m3u8`, (colour, atMs) =>
    seen.push({ colour, atMs }),
  );
  lifetime.adopt(async () => void (await watcher.close()));
  return {
    until: (wanted) => {
      const sinceMs = systemClock.wallMs();
      return waitFor(`${wanted} to be seen`, SOON_MS, () =>
        seen.some(({ colour, atMs }) => atMs > sinceMs && isNear(colour, wanted)),
      );
    },
    close: () => watcher.close(),
  };
}

function send(url: string, format: 'flv' | 'mpegts', colour: Rgb): Encoder {
  const encoder = new Encoder({ url, format, colour });
  lifetime.adopt(async () => void (await encoder.kill()));
  return encoder;
}

test(
  'RTMP and SRT at the node that does not run the show are the show; when its node dies, they go on where it goes on',
  async () => {
    await waitFor('the show at the first node', SOON_MS, async () => await lastSegmentOf(first, showId));
    const before = watch(first);
    const bySrt = send(localSrtUrl(input.srtUrl).replace(/:\d+\?/, `:${srtPort}?`), 'mpegts', BLUE);
    await before.until(BLUE);
    await bySrt.kill();
    const byRtmp = send(`rtmp://127.0.0.1:${rtmpPort}/live/${input.key}`, 'flv', GREEN);
    await before.until(GREEN);
    await before.close();
    let hasEnded = false;
    void byRtmp.exited.then(() => {
      hasEnded = true;
    });
    killNode(first);
    await waitFor('the show at the second node', SOON_MS, async () => await lastSegmentOf(second, showId));
    const after = watch(second);
    await after.until(GREEN);
    // The same connection: the encoder notices nothing of nodes.
    expect(hasEnded).toBe(false);
  },
  TEST_MS,
);

test('a wrong key is refused there as well', async () => {
  const wrong = send(`rtmp://127.0.0.1:${rtmpPort}/live/pik_wrong`, 'flv', BLUE);
  expect((await wrong.exited).kind).not.toBe('finished');
}, 30_000);

import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PostgresServer } from '../support/data/postgres-server.js';
import { freePort } from '../support/kernel/free-port.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { RedisServer } from '../support/server/redis-server.js';
import { Coturn } from '../support/stage/coturn.js';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'doctor', 'src', 'main.js');

let coturn: Coturn;
let postgres: PostgresServer;
let redis: RedisServer;
const folder = temporaryFolder();

beforeAll(async () => {
  coturn = await Coturn.create();
  postgres = await PostgresServer.create();
  redis = await RedisServer.create();
});
afterAll(async () => {
  await Promise.all([coturn.close(), postgres.close(), redis.close()]);
  folder.remove();
});

interface Run {
  code: number;
  text: string;
}

async function doctor(settings: Record<string, string>): Promise<Run> {
  const [port, rtcPort, rtmpPort, rtmpsPort, srtPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const env = {
    ...process.env,
    PORT: String(port),
    PROSCENIUM_STAGE_WORKERS: '1',
    PROSCENIUM_STAGE_RTC_PORT: String(rtcPort),
    PROSCENIUM_INGEST_RTMP_PORT: String(rtmpPort),
    PROSCENIUM_INGEST_RTMPS_PORT: String(rtmpsPort),
    PROSCENIUM_INGEST_SRT_PORT: String(srtPort),
    PROSCENIUM_DATA_DIR: folder.path,
    ...settings,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN], { env, cwd: folder.path }, (error, text, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: text + stderr }),
    );
  });
}

const turn = (secret: string) => ({
  PROSCENIUM_TURN_URL: `turn:127.0.0.1:${coturn.port}`,
  PROSCENIUM_TURN_SECRET: secret,
});

test('a machine that is ready', async () => {
  const { code, text } = await doctor({ ...turn(coturn.secret), DATABASE_URL: postgres.url });
  expect(text).toMatch(/ok +programs +media worker runs/);
  expect(text).toMatch(/ok +programs +FFmpeg has what a programme needs/);
  expect(text).toMatch(/ok +ports +6 ports are free: pages, media, RTMP, RTMPS, SRT/);
  expect(text).toMatch(/ok +database +PostgreSQL \d+ answers/);
  expect(text).toMatch(/ok +database +its clock agrees/);
  expect(text).toMatch(/ok +TURN +gives a relay with credentials of ours/);
  expect(text).not.toMatch(/BAD/);
  expect(code).toBe(0);
});

test("a relay with another secret, a port that is taken, and programs that aren't there", async () => {
  const taken = createServer();
  await once(taken.listen(0, '127.0.0.1'), 'listening');
  const takenUdp = createSocket('udp4');
  takenUdp.bind(0, '127.0.0.1');
  await once(takenUdp, 'listening');
  const { code, text } = await doctor({
    ...turn('another-secret-than-the-relay-has'),
    PORT: String((taken.address() as { port: number }).port),
    PROSCENIUM_INGEST_SRT_PORT: String(takenUdp.address().port),
    FFMPEG_PATH: '/nowhere/ffmpeg',
    MEDIASOUP_WORKER_BIN: '/nowhere/worker',
    DATABASE_URL: 'postgresql://ann:hidden@127.0.0.1:9/show',
  });
  taken.close();
  takenUdp.close();
  expect(text).toMatch(/BAD +TURN +refuses credentials of ours/);
  expect(text).toMatch(/BAD +ports +pages: TCP \d+ cannot be opened/);
  expect(text).toMatch(/BAD +ports +SRT: UDP \d+ cannot be opened/);
  expect(text).toMatch(/BAD +programs +FFmpeg does not run as \/nowhere\/ffmpeg/);
  expect(text).toMatch(/BAD +programs +the media worker at \/nowhere\/worker does not run/);
  expect(text).toMatch(/BAD +database +does not answer/);
  expect(text).not.toContain('hidden');
  expect(code).toBe(1);
});

test('an object store that takes files, and one that does not answer', async () => {
  const store = join(folder.path, 'store');
  const there = await doctor({ S3_URL: `file://${store}` });
  expect(there.text).toMatch(/ok +object store +takes a file and gives it back/);
  expect(readdirSync(store)).toEqual([]);
  const away = await doctor({ S3_URL: 'http://key:hidden@127.0.0.1:9/bucket' });
  expect(away.text).toMatch(/BAD +object store +fails: /);
  expect(away.text).not.toContain('hidden');
}, 60_000);

test('a Redis that takes what nodes write, one that is full, and one that is away', async () => {
  const there = await doctor({ REDIS_URL: redis.url });
  expect(there.text).toMatch(/ok +Redis +Redis \d+ answers within \d+ ms and takes what nodes write/);
  expect(there.text).toMatch(/ok +Redis +its clock agrees/);
  redis.setFull(true);
  const full = await doctor({ REDIS_URL: redis.url });
  redis.setFull(false);
  expect(full.text).toMatch(/BAD +Redis +does not answer or takes nothing: OOM/);
  const away = await doctor({ REDIS_URL: 'redis://:hidden@127.0.0.1:9' });
  expect(away.text).toMatch(/BAD +Redis +does not answer .*ECONNREFUSED/);
  expect(away.text).not.toContain('hidden');
  expect(away.code).toBe(1);
}, 60_000);

test('a setting that is refused', async () => {
  const { code, text } = await doctor({ PROSCENIUM_STAGE_WORKERS: 'many' });
  expect(text).toContain('PROSCENIUM_STAGE_WORKERS must be');
  expect(code).toBe(2);
});

import type { Redis as Client } from 'ioredis';
import { loadRedis } from './load-redis.js';
import { LOOK_KEPT_SECONDS, LOOK_KEY } from './look-key.js';

const CONNECT_MS = 5_000;
const ANSWER_MS = 5_000;

export interface RedisFacts {
  /** Its major version. */
  major: number;
  /** `maxmemory-policy`: what it gives up when it is full. */
  eviction: string;
  /** How far its clock is before ours, as far as the way there and back lets see. */
  aheadMs: number;
  /** One command there and back. */
  tookMs: number;
}

/** Asks a Redis who it is, and whether it takes what nodes write. Writes only the key that every node keeps writing. */
export async function askRedis(url: string, wallMs: () => number): Promise<RedisFacts> {
  const { Redis } = loadRedis();
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: ANSWER_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // What it says of an attempt that fails; the attempt itself only says that the connection is closed.
  let fault: Error | undefined;
  client.on('error', (error: Error) => {
    fault ??= error;
  });
  try {
    return await factsOf(client, wallMs);
  } catch (error) {
    throw fault ?? error;
  } finally {
    client.disconnect();
  }
}

async function factsOf(client: Client, wallMs: () => number): Promise<RedisFacts> {
  await client.connect();
  const askedMs = wallMs();
  const [seconds, micros] = await client.time();
  const answeredMs = wallMs();
  const said = `${await client.info('server')}\n${await client.info('memory')}`;
  await client.set(LOOK_KEY, '', 'EX', LOOK_KEPT_SECONDS);
  return {
    major: Number.parseInt(/^redis_version:(\d+)/m.exec(said)?.[1] ?? '', 10),
    eviction: /^maxmemory_policy:(\S+)/m.exec(said)?.[1] ?? 'unknown',
    aheadMs: Number(seconds) * 1_000 + Number(micros) / 1_000 - (askedMs + answeredMs) / 2,
    tookMs: answeredMs - askedMs,
  };
}

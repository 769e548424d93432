import { createRequire } from 'node:module';
import { Server } from 'socket.io';
import { SharedRedis } from '#cluster';
import { type Lifetime, silentLog, systemClock } from '#kernel';
import { waitFor } from '../../support/kernel/wait-for.js';
import { CpuMeter, type ProcessGroup } from '../../support/meters/cpu-meter.js';
import { RedisServer } from '../../support/server/redis-server.js';

const { createAdapter } = createRequire(import.meta.url)(
  '@socket.io/redis-streams-adapter',
) as typeof import('@socket.io/redis-streams-adapter');
/** As `SocketAdapter` of the server has it. */
const STREAM = { streamName: 'proscenium.audience', channelPrefix: 'proscenium.audience', maxLen: 20_000 };
const SOON_MS = 30_000;
const EVERY_MS = 10;
const groupOf: ProcessGroup = ({ command }) => (command.includes('redis-server') ? 'redis' : 'other');
/** Some messages of a chat that are sent as one. */
const MESSAGE = { messages: Array.from({ length: 3 }, () => ({ author: 'A viewer', text: 'x'.repeat(80) })) };

export interface FanOutLoad {
  /** Of Redis, for a thousand messages a second that it passes to one node each. */
  redisCores: number;
  /** Of the nodes that read them. */
  nodeCores: number;
}

/** The same adapter for the audience's sockets as nodes have, so many times, without sockets. */
export async function measureFanOut(nodes: number, seconds: number, lifetime: Lifetime): Promise<FanOutLoad> {
  const redis = await RedisServer.create();
  lifetime.adopt(() => redis.close());
  let delivered = 0;
  const servers = Array.from({ length: nodes }, () => {
    const shared = SharedRedis.open({ url: redis.url, clock: systemClock, log: silentLog });
    lifetime.adopt(async () => shared.close());
    const server = new Server();
    server.adapter(createAdapter(shared.patient, STREAM));
    lifetime.adopt(() => server.of('/').adapter.close());
    server.on('said', () => {
      delivered += 1;
    });
    return server;
  });
  const [speaker] = servers;
  const say = () => speaker?.serverSideEmit('said', MESSAGE);
  const stop = systemClock.every(EVERY_MS, say);
  lifetime.adopt(async () => stop());
  await waitFor('each to hear it', SOON_MS, () => delivered > nodes * 10);
  const [meter, own] = [CpuMeter.start(process.pid, groupOf, seconds * 1_000), process.cpuUsage()];
  const [startedMs, before] = [systemClock.monotonicMs(), delivered];
  await systemClock.sleep(seconds * 1_000);
  const thousands = (delivered - before) / (systemClock.monotonicMs() - startedMs);
  const { user, system } = process.cpuUsage(own);
  const nodeCores = (user + system) / 1e3 / (systemClock.monotonicMs() - startedMs);
  return { redisCores: (meter.stop().coresOf.redis ?? 0) / thousands, nodeCores: nodeCores / thousands };
}

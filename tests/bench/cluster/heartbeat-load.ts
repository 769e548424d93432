import { readFileSync } from 'node:fs';
import { PeerWatch } from '#cluster';
import { type Lifetime, silentLog, systemClock } from '#kernel';
import { waitFor } from '../../support/kernel/wait-for.js';

const HOST = '127.0.0.1';
const SOON_MS = 60_000;

export interface HeartbeatLoad {
  /** Of one node, for each other node. */
  cores: number;
  /** Written by one node to each other one. */
  kilobits: number;
}

/** By all system calls of this process. */
const writtenBytes = (): number =>
  Number(/^wchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? 0);

/** Real heartbeats over TLS between so many nodes, all of them in this process. */
export async function measureHeartbeats(
  nodes: number,
  seconds: number,
  lifetime: Lifetime,
): Promise<HeartbeatLoad> {
  const watches = await Promise.all(
    Array.from({ length: nodes }, (_, index) =>
      PeerWatch.open({
        ownId: `node_${index}`,
        listen: { host: HOST, port: 0 },
        secret: 'a-secret-of-the-cluster',
        clock: systemClock,
        log: silentLog,
      }),
    ),
  );
  for (const watch of watches) lifetime.adopt(() => watch.close());
  const peers = watches.map(({ ownId: id, port }) => ({ id, host: HOST, port }));
  for (const watch of watches) watch.setPeers(peers);
  await waitFor('each to hear all others', SOON_MS, () =>
    watches.every(
      ({ states }) => [...states.values()].filter((state) => state === 'alive').length === nodes - 1,
    ),
  );
  const [own, startedMs, written] = [process.cpuUsage(), systemClock.monotonicMs(), writtenBytes()];
  await systemClock.sleep(seconds * 1_000);
  const { user, system } = process.cpuUsage(own);
  const tookS = (systemClock.monotonicMs() - startedMs) / 1_000;
  const ways = nodes * (nodes - 1);
  return {
    cores: (user + system) / 1e6 / tookS / ways,
    kilobits: ((writtenBytes() - written) * 8) / 1_000 / tookS / ways,
  };
}

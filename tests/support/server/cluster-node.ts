import type { Lifetime } from '#kernel';
import type { PostgresServer } from '../data/postgres-server.js';
import { freePort } from '../kernel/free-port.js';
import { type ServerOptions, ServerUnderTest } from './server-under-test.js';
import { SMALL_PROGRAMME } from './small-programme.js';

/** A node of a cluster, as people start one: on this machine, or in a place on another of a network that is made up. */
export async function startClusterNode(
  name: string,
  postgres: Pick<PostgresServer, 'url'>,
  lifetime: Lifetime,
  env: Record<string, string> = {},
  place: Pick<ServerOptions, 'host' | 'through' | 'dataDir'> = {},
): Promise<ServerUnderTest> {
  const node = await ServerUnderTest.start({
    ...place,
    env: {
      ...SMALL_PROGRAMME,
      DATABASE_URL: postgres.url,
      PROSCENIUM_CLUSTER_SECRET: 'a-secret-of-the-two-nodes',
      PROSCENIUM_CLUSTER_NAME: name,
      PROSCENIUM_CLUSTER_ADDRESS: '127.0.0.1',
      PROSCENIUM_CLUSTER_PORT: String(await freePort()),
      PROSCENIUM_STAGE_WORKERS: '1',
      ...(place.host === undefined ? {} : { PROSCENIUM_ANNOUNCED_ADDRESS: place.host }),
      ...env,
    },
  });
  lifetime.adopt(() => node.dispose());
  return node;
}

/** As the kernel ends a machine: everything at once. */
export function killNode(node: ServerUnderTest): void {
  signalNode(node, 'SIGKILL');
}

/** To all processes of a node; those that end meanwhile are none any more. */
export function signalNode(node: ServerUnderTest, signal: NodeJS.Signals): void {
  for (const { pid } of node.processes) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

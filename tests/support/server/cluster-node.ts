import type { Lifetime } from '#kernel';
import type { PostgresServer } from '../data/postgres-server.js';
import { freePort } from '../kernel/free-port.js';
import { ServerUnderTest } from './server-under-test.js';
import { SMALL_PROGRAMME } from './small-programme.js';

/** A node of a cluster on this machine, as people start one. */
export async function startClusterNode(
  name: string,
  postgres: PostgresServer,
  lifetime: Lifetime,
  env: Record<string, string> = {},
): Promise<ServerUnderTest> {
  const node = await ServerUnderTest.start({
    env: {
      ...SMALL_PROGRAMME,
      DATABASE_URL: postgres.url,
      PROSCENIUM_CLUSTER_SECRET: 'a-secret-of-the-two-nodes',
      PROSCENIUM_CLUSTER_NAME: name,
      PROSCENIUM_CLUSTER_ADDRESS: '127.0.0.1',
      PROSCENIUM_CLUSTER_PORT: String(await freePort()),
      PROSCENIUM_STAGE_WORKERS: '1',
      ...env,
    },
  });
  lifetime.adopt(() => node.dispose());
  return node;
}

/** As the kernel ends a machine: everything at once. */
export function killNode(node: ServerUnderTest): void {
  for (const { pid } of node.processes) process.kill(pid, 'SIGKILL');
}

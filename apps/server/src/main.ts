import 'reflect-metadata';
import { createLog, forgetSecrets, loadConfig, systemSurroundings } from '#kernel';
import { runProcess, SupervisorLink } from '#supervision';
import { ProsceniumServer } from './proscenium-server.js';

/** Shows are given to other nodes of a cluster, suspended, and connections closed by then. */
const CLOSE_DEADLINE_MS = 42_000;

const read = () => loadConfig(systemSurroundings());

runProcess({
  name: 'server',
  closeWithinMs: CLOSE_DEADLINE_MS,
  prepare: () => ProsceniumServer.prepare(read()),
  begin: (parent, first, loadedDatabase) => {
    const config = read();
    // Media workers and speech engines inherit the environment of this process.
    forgetSecrets(systemSurroundings().env);
    const log = createLog({ level: config.logLevel, pretty: config.logFormat === 'pretty' });
    const supervisor = new SupervisorLink(parent, first);
    return { log, open: () => ProsceniumServer.open({ config, log, processes: supervisor, loadedDatabase }) };
  },
  opened: async (server, log, parent) => {
    log.info('server.open | ready', { pid: process.pid });
    parent.send({ kind: 'ready', ownerLink: (await server.firstStartLink()) ?? null });
    await server.bringBack();
  },
});

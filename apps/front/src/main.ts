import { createLog, loadConfig, systemSurroundings } from '#kernel';
import { runProcess } from '#supervision';
import { Front } from './front.js';

/** Answers are on their way by then. */
const CLOSE_DEADLINE_MS = 4_000;

runProcess({
  name: 'front',
  isMedia: true,
  closeWithinMs: CLOSE_DEADLINE_MS,
  begin: () => {
    const config = loadConfig(systemSurroundings());
    const log = createLog({ level: config.logLevel, pretty: config.logFormat === 'pretty' }).with({
      process: 'front',
    });
    return { log, open: () => Front.open(config, log) };
  },
  opened: ({ port }, log, parent) => {
    log.info('front.open | listening', { port });
    parent.send({ kind: 'listening', port });
  },
});

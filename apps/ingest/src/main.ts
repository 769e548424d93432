import { createLog, loadConfig, systemSurroundings } from '#kernel';
import { runProcess } from '#supervision';
import { IngestProcess } from './ingest-process.js';

/** Senders were cut by then, or something hangs that the supervisor must not wait for. */
const CLOSE_DEADLINE_MS = 3_000;

runProcess({
  name: 'ingest',
  isMedia: true,
  closeWithinMs: CLOSE_DEADLINE_MS,
  begin: () => {
    const config = loadConfig(systemSurroundings());
    const log = createLog({ level: config.logLevel, pretty: config.logFormat === 'pretty' }).with({
      process: 'ingest',
    });
    return { log, open: () => IngestProcess.open(config, log) };
  },
});

import { createLog, forgetSecrets, loadConfig, systemSurroundings } from '#kernel';
import { runProcess } from '#supervision';
import { OutputsProcess } from './outputs-process.js';

/** What was taken is on disk by then. */
const CLOSE_DEADLINE_MS = 8_000;

runProcess({
  name: 'outputs',
  closeWithinMs: CLOSE_DEADLINE_MS,
  begin: () => {
    const surroundings = systemSurroundings();
    const config = loadConfig(surroundings);
    // fluent-ffmpeg gives each FFmpeg of a restream the whole environment of this process.
    forgetSecrets(surroundings.env);
    const log = createLog({ level: config.logLevel, pretty: config.logFormat === 'pretty' }).with({
      process: 'outputs',
    });
    return { log, open: () => OutputsProcess.open(config, log) };
  },
  opened: (_outputs, log) => log.info('outputs.open | ready', { pid: process.pid }),
});

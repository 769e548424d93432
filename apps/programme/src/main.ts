import { createLog, ParentProcess, systemClock, watchProcessFaults } from '#kernel';
import { programmeDescriptionSchema } from '#programme-link';
import { ProgrammeProcess } from './programme-process.js';
import { ShowLog } from './show-log.js';

/** Encoders have written their last fragment by then, or hang. */
const CLOSE_DEADLINE_MS = 10_000;

/** One show's programme. The supervisor's first message describes it; nothing of the environment does. */
async function run(): Promise<void> {
  const parent = ParentProcess.find();
  if (parent === undefined) throw new Error('a programme is started by the supervisor');
  parent.sayAlive(systemClock);
  const description = programmeDescriptionSchema.parse(await parent.first());
  const { showId } = description;
  const log = createLog(description.log).with({ process: 'programme', showId });
  let isEnding = false;
  const suspend = (reason: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info('programme.close | ending', { reason });
    systemClock.after(CLOSE_DEADLINE_MS, () => process.exit(1));
    starting
      .then((started) => started.close('suspended'))
      .then(
        () => process.exit(),
        () => process.exit(1),
      );
  };
  watchProcessFaults({
    process,
    log,
    end: (reason) => {
      process.exitCode = 1;
      suspend(reason);
    },
  });
  process.on('SIGTERM', () => suspend('SIGTERM'));
  // Ctrl-C and a closed terminal reach every process of it; the supervisor ends us in its order.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  parent.events.on('gone', () => suspend('the supervisor is gone'));
  const showLog = new ShowLog({ description, clock: systemClock, log });
  const starting = ProgrammeProcess.create({ description, showLog, clock: systemClock, log });
  const running = await starting;
  running.events.on('done', () => process.exit());
  running.events.on('failed', ({ reason }) => {
    log.error('programme.run | failed', { reason });
    process.exit(1);
  });
}

run().catch((error: unknown) => {
  process.stderr.write(
    `programme: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});

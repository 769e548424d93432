import { createLog, systemClock } from '#kernel';
import { programmeDescriptionSchema } from '#programme-link';
import { runProcess } from '#supervision';
import { ProgrammeProcess } from './programme-process.js';
import { ShowLog } from './show-log.js';

/** Encoders have written their last fragment by then, or hang. */
const CLOSE_DEADLINE_MS = 10_000;

/** One show's programme. The supervisor's first message describes it; nothing of the environment does. */
runProcess({
  name: 'programme',
  isTimed: true,
  closeWithinMs: CLOSE_DEADLINE_MS,
  begin: (_parent, first) => {
    const description = programmeDescriptionSchema.parse(first);
    const log = createLog(description.log).with({ process: 'programme', showId: description.showId });
    const showLog = new ShowLog({ description, clock: systemClock, log });
    return { log, open: () => ProgrammeProcess.create({ description, showLog, clock: systemClock, log }) };
  },
  opened: (programme, log) => {
    programme.events.on('done', () => process.exit());
    programme.events.on('failed', ({ reason }) => {
      log.error('programme.run | failed', { reason });
      process.exit(1);
    });
  },
});

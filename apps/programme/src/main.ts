import { createLog, systemClock } from '#kernel';
import { programmeDescriptionSchema } from '#programme-link';
import { ANY_SHOW, runProcess } from '#supervision';
import { prepareProgramme } from './prepared-programme.js';
import { ProgrammeProcess } from './programme-process.js';
import { ShowLog } from './show-log.js';

/** Encoders have written their last fragment by then, or hang. */
const CLOSE_DEADLINE_MS = 10_000;

/** One show's programme. The supervisor's first message describes it; nothing of the environment does. */
runProcess({
  name: 'programme',
  isTimed: true,
  isMedia: true,
  closeWithinMs: CLOSE_DEADLINE_MS,
  prepare: prepareProgramme,
  begin: (_parent, first, prepared) => {
    const description = programmeDescriptionSchema.parse(first);
    // Of a process that was a spare one; any other has its show there from the start.
    if (process.title.includes(ANY_SHOW)) process.title = process.title.replace(ANY_SHOW, description.showId);
    const log = createLog(description.log).with({ process: 'programme', showId: description.showId });
    const showLog = new ShowLog({ description, clock: systemClock, log });
    return {
      log,
      open: () => ProgrammeProcess.create({ description, prepared, showLog, clock: systemClock, log }),
    };
  },
  opened: (programme, log) => {
    programme.events.on('done', () => process.exit());
    programme.events.on('failed', ({ reason }) => {
      log.error('programme.run | failed', { reason });
      process.exit(1);
    });
  },
});

import type { ProgrammeView } from '#protocol';
import type { ShowPhase } from '#show';

const STATES: Record<ShowPhase, ProgrammeView['state']> = {
  draft: 'idle',
  scheduled: 'idle',
  backstage: 'idle',
  failed: 'idle',
  starting: 'starting',
  interrupted: 'starting',
  live: 'live',
  ending: 'ending',
  ended: 'ended',
};

/** A show's phase in the words that pages know. */
export const viewStateOf = (phase: ShowPhase): ProgrammeView['state'] => STATES[phase];

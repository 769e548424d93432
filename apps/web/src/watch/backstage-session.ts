import type { StageSession } from '../studio/stage-session.js';

/** A viewer's own media on the way to the stage and on it; the connection stays the one of the audience. */
export type BackstageSession = Pick<StageSession, 'stage' | 'devices' | 'calls'>;

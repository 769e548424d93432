import { guestError } from '#kernel';
import type { PlayerMark } from '#show';
import type { OpenShow } from './open-show.js';

/** Answers when that is, on the programme's clock. */
export function tellPlayers({ phase, marks }: Pick<OpenShow, 'phase' | 'marks'>, mark: PlayerMark): number {
  if (phase !== 'live') throw guestError('show-not-live', 'The show is not on air.', { status: 409 });
  return marks.mark(mark);
}

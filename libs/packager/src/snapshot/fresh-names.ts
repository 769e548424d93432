import { type RandomBytes, systemRandom } from '#kernel';
import { randomSession } from '../media-names.js';
import type { PackagerSnapshot } from './packager-snapshot.js';

export interface FreshNaming {
  /**
   * The programme before may publish on where it is cut off from here: what comes has other names, so that no address
   * ever has two contents. Who followed that one cannot go on with the next entry.
   */
  freshNames?: boolean;
  random?: RandomBytes;
}

/** What is listed keeps its names. */
export const freshlyNamed = (
  from: PackagerSnapshot,
  { freshNames = false, random = systemRandom }: FreshNaming,
): PackagerSnapshot =>
  freshNames ? { ...from, state: { ...from.state, session: randomSession(random) } } : from;

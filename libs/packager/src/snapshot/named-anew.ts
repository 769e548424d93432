import { type RandomBytes, systemRandom } from '#kernel';
import { randomSession } from '../media-names.js';
import type { PackagerSnapshot } from './packager-snapshot.js';

export interface NamingAnew {
  /**
   * The programme before may publish on where it is cut off from here: what comes has other names, so that no address
   * ever has two contents. Who followed that one cannot go on with the next entry.
   */
  namesAnew?: boolean;
  random?: RandomBytes;
}

/** What is listed keeps its names. */
export const namedAnew = (
  from: PackagerSnapshot,
  { namesAnew = false, random = systemRandom }: NamingAnew,
): PackagerSnapshot =>
  namesAnew ? { ...from, state: { ...from.state, session: randomSession(random) } } : from;

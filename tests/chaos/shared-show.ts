import { ChaosShow } from './chaos-show.js';
import type { Fault } from './fault.js';

/** Faults with the same key may strike one show, one after the other. */
export function shareKey({ name, show, prepare, viewerFrom, way, endsServer }: Fault): string {
  const hasOwnWay = viewerFrom !== undefined && way === undefined;
  const isAlone = prepare !== undefined || hasOwnWay || endsServer === true;
  return isAlone ? `alone ${name}` : JSON.stringify([show ?? {}, way ?? 'port']);
}

/** Those that may share a show stand beside each other. */
export const inOrder = (faults: readonly Fault[]): Fault[] =>
  [...faults].sort((one, other) => shareKey(one).localeCompare(shareKey(other)));

/** The show of the fault before, where the next one may have it: opening one takes longer than most faults. */
export class SharedShow {
  #open: { key: string; show: ChaosShow } | undefined;

  async for(fault: Fault, progress: (fact: string) => void): Promise<ChaosShow> {
    const key = shareKey(fault);
    if (this.#open?.key === key) return this.#open.show;
    await this.close();
    const show = await ChaosShow.open(fault, progress);
    this.#open = { key, show };
    return show;
  }

  /** Also when the fault left it broken: the next one must not be judged by that. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.show.close();
  }
}

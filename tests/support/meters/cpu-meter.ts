import { systemClock } from '#kernel';
import { type ProcessInfo, TICKS_PER_SECOND } from '../processes/processes.js';
import { treeBelow } from '../processes/tree-below.js';

/** The name under which a process is counted. */
export type ProcessGroup = (process: ProcessInfo) => string;

/** Often enough that little is lost of a process that ends between two looks. */
const LOOK_EVERY_MS = 250;

const KINDS: readonly [RegExp, string][] = [
  [/mediasoup-worker/, 'mediasoup-worker'],
  [/ffmpeg.* -c:v libx264| libx264 /, 'ffmpeg video encoder'],
  [/ffmpeg.* aac /, 'ffmpeg audio encoder'],
  [/ffmpeg/, 'ffmpeg decoder'],
  [/varnish|cache-main/, 'varnish'],
  [/nginx/, 'nginx'],
  [/chrom/, 'chromium'],
  [/postgres/, 'postgres'],
  [/main\.js/, 'server'],
];

export const kindOf: ProcessGroup = ({ command }) =>
  KINDS.find(([pattern]) => pattern.test(command))?.[1] ?? 'other';

export interface CpuUse {
  /** Cores by group, over the metered time. */
  coresOf: Record<string, number>;
  totalCores: number;
  /** The most that was resident at any look, all processes together. */
  peakResidentBytes: number;
}

/** CPU of a process tree by the kernel's accounting, from `start` to `stop`. */
export class CpuMeter {
  readonly #rootPid: number;
  readonly #group: ProcessGroup;
  readonly #first = new Map<number, number>();
  readonly #last = new Map<number, { group: string; ticks: number }>();
  readonly #startedMs = systemClock.monotonicMs();
  readonly #stopLooking: () => void;
  #peakResidentBytes = 0;

  private constructor(rootPid: number, group: ProcessGroup, lookEveryMs: number) {
    this.#rootPid = rootPid;
    this.#group = group;
    for (const each of treeBelow(rootPid)) this.#first.set(each.pid, each.cpuTicks);
    this.#look();
    this.#stopLooking = systemClock.every(lookEveryMs, () => this.#look());
  }

  /** The meter counts itself where it is in the tree: each look reads every thread of it. */
  static start(rootPid: number, group: ProcessGroup = kindOf, lookEveryMs = LOOK_EVERY_MS): CpuMeter {
    return new CpuMeter(rootPid, group, lookEveryMs);
  }

  stop(): CpuUse {
    this.#look();
    this.#stopLooking();
    const seconds = (systemClock.monotonicMs() - this.#startedMs) / 1000;
    const coresOf: Record<string, number> = {};
    for (const [pid, { group, ticks }] of this.#last) {
      const cores = (ticks - (this.#first.get(pid) ?? 0)) / TICKS_PER_SECOND / seconds;
      coresOf[group] = (coresOf[group] ?? 0) + cores;
    }
    const totalCores = Object.values(coresOf).reduce((sum, each) => sum + each, 0);
    return { coresOf, totalCores, peakResidentBytes: this.#peakResidentBytes };
  }

  #look(): void {
    const tree = treeBelow(this.#rootPid);
    for (const each of tree) this.#last.set(each.pid, { group: this.#group(each), ticks: each.cpuTicks });
    const resident = tree.reduce((sum, each) => sum + each.residentBytes, 0);
    this.#peakResidentBytes = Math.max(this.#peakResidentBytes, resident);
  }
}

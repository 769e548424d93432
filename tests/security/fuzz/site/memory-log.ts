import { systemClock } from '#kernel';
import { processOf } from '../../../support/processes/processes.js';
import type { OurProcess, ServerUnderTest } from '../../../support/server/server-under-test.js';

const APPS: readonly OurProcess[] = ['server', 'front', 'programme', 'outputs', 'ingest'];

export interface MemorySample {
  atMinutes: number;
  /** Megabytes resident of each process; its id tells whether it is still the same one. */
  resident: Record<string, { pid: number; mb: number }>;
  /** Megabytes in use on the server's heap and beside it, after a collection. */
  usedMb: number;
}

/** Not children of one name: the workers of a stage, and what decodes and encodes. */
const BESIDE: Readonly<Record<string, RegExp>> = { 'media workers': /mediasoup-worker/ };

/** What each process of the site holds, minute by minute. */
export class MemoryLog {
  readonly samples: MemorySample[] = [];
  readonly #server: ServerUnderTest;
  readonly #beganMs = systemClock.monotonicMs();

  constructor(server: ServerUnderTest) {
    this.#server = server;
  }

  async take(): Promise<MemorySample> {
    const pids = APPS.map((app) => [app, this.#server.pidOf(app) ?? 0] as const);
    for (const [, pid] of pids) if (pid > 0) process.kill(pid, 'SIGUSR2');
    const usedMb = await this.#used();
    const resident = Object.fromEntries(
      pids.map(([app, pid]) => [app, { pid, mb: Math.round((processOf(pid)?.residentBytes ?? 0) / 1e6) }]),
    );
    for (const [name, pattern] of Object.entries(BESIDE)) {
      const found = this.#server.childrenLike(pattern);
      const bytes = found.reduce((sum, { pid }) => sum + (processOf(pid)?.residentBytes ?? 0), 0);
      resident[name] = { pid: Math.min(...found.map(({ pid }) => pid)), mb: Math.round(bytes / 1e6) };
    }
    const sample = { atMinutes: (systemClock.monotonicMs() - this.#beganMs) / 60_000, resident, usedMb };
    this.samples.push(sample);
    return sample;
  }

  /** A process that is another one than at the start had died. */
  get restarted(): string[] {
    const last = this.samples.at(-1);
    return APPS.filter((app) => {
      // Some start with what first needs them.
      const first = this.samples.find(({ resident }) => (resident[app]?.pid ?? 0) > 0);
      return first !== undefined && first.resident[app]?.pid !== last?.resident[app]?.pid;
    });
  }

  async #used(): Promise<number> {
    const text = await (await fetch(`${this.#server.url}/metrics`)).text();
    const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
    return (metric('nodejs_heap_size_used_bytes') + metric('nodejs_external_memory_bytes')) / 1e6;
  }
}

export const shownSample = ({ atMinutes, resident, usedMb }: MemorySample): string =>
  `${atMinutes.toFixed(1)} min: ${Object.entries(resident)
    .map(([app, { mb }]) => `${app} ${mb} MB`)
    .join(', ')}; in use by the server ${usedMb.toFixed(1)} MB`;

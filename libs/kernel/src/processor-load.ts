import { cpus } from 'node:os';

interface Times {
  busy: number;
  all: number;
}

function read(): Times {
  const total = { busy: 0, all: 0 };
  for (const { times } of cpus()) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq;
    total.all += all;
    total.busy += all - times.idle;
  }
  return total;
}

/** Share of all processors in use since the last look, 0 to 1: the operating system's own counting. */
export class ProcessorLoad {
  #last = read();
  #share = 0;

  look(): number {
    const now = read();
    const all = now.all - this.#last.all;
    // Looked at twice within a tick of its counters: nothing new is known.
    if (all <= 0) return this.#share;
    this.#share = (now.busy - this.#last.busy) / all;
    this.#last = now;
    return this.#share;
  }
}

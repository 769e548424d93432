import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** CPU of a process so far in seconds, as Linux accounts it; nothing elsewhere or when it is gone. */
function secondsOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name stands in parentheses and may hold any character, so fields count from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}

/** What children take, from one look to the next. Those that came and went in between are missed. */
export class CpuWatch {
  #before = new Map<number, number>();

  coresSinceLast(pids: readonly number[], elapsedSeconds: number): number {
    const now = new Map<number, number>();
    let spent = 0;
    for (const pid of pids) {
      const seconds = secondsOf(pid);
      if (seconds === undefined) continue;
      now.set(pid, seconds);
      spent += seconds - (this.#before.get(pid) ?? 0);
    }
    this.#before = now;
    return elapsedSeconds > 0 ? spent / elapsedSeconds : 0;
  }
}

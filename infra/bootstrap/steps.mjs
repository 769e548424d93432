// One line a step: what was done and how long it took; on a terminal the line lives while the step runs.
import { ToolFailed } from './run-tool.mjs';

/** A fault that a person can mend; its message says how. */
export class BootstrapFault extends Error {}

const nameWidth = 16;
const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const frameMs = 100;
// On a pipe a long step says something each tenth of its way, and nothing moves.
const plainEvery = 0.1;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

class StepLine {
  #name;
  #began = performance.now();
  #text = '';
  #fraction;
  #lastPlain = 0;
  #frame = 0;
  #timer;

  constructor(name) {
    this.#name = name;
    if (process.stdout.isTTY) this.#timer = setInterval(() => this.#draw(), frameMs).unref();
  }

  get ms() {
    return performance.now() - this.#began;
  }

  /** What is going on now. */
  news(text) {
    this.#text = text;
    this.#fraction = undefined;
    if (!process.stdout.isTTY) this.#print(text);
  }

  /** How far it is, from 0 to 1. */
  progress(fraction) {
    this.#fraction = fraction;
    if (process.stdout.isTTY || fraction < this.#lastPlain + plainEvery) return;
    this.#lastPlain = fraction;
    this.#print(`${Math.round(fraction * 100)} % after ${seconds(this.ms)}`);
  }

  /** A detail that only a terminal shows, such as the last line of a tool. */
  murmur(text) {
    this.#text = text;
  }

  end(text) {
    clearInterval(this.#timer);
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
    if (text !== undefined) this.#print(`${text}, ${seconds(this.ms)}`);
  }

  #print(text) {
    console.log(`${this.#name.padEnd(nameWidth)} ${text}`);
  }

  #draw() {
    const done = this.#fraction === undefined ? '' : `${bar(this.#fraction)} `;
    const sign = spinner[this.#frame++ % spinner.length];
    const line = `${this.#name.padEnd(nameWidth)} ${sign} ${done}${this.#text}`;
    const clock = ` ${seconds(this.ms)}`;
    const room = (process.stdout.columns ?? 80) - clock.length - 1;
    process.stdout.write(`\r\x1b[2K${line.slice(0, room)}${clock}`);
  }
}

function bar(fraction) {
  const width = 24;
  const full = Math.round(fraction * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.round(fraction * 100)} %`;
}

/** Runs the steps in order. Each answers what it did in a few words, or undefined when nothing was to do. */
export async function runSteps(steps) {
  for (const [name, step] of steps) {
    const line = new StepLine(name);
    try {
      line.end(await step(line));
    } catch (error) {
      line.end();
      throw error;
    }
  }
}

/** Says what went wrong and what to do, and sets the exit code. */
export function explain(error) {
  if (error instanceof ToolFailed) {
    console.error(`\n${error.lastLines.join('\n')}\n\n${error.message}`);
  } else console.error(`\n${error instanceof BootstrapFault ? error.message : error.stack}`);
  process.exitCode = 1;
}

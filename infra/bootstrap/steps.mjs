// Prints one line for each step: what was done and how long it took. On a terminal the line is redrawn while the step runs.
import { ToolFailed } from './run-tool.mjs';

/** A fault that a person can repair; its message says how. */
export class BootstrapFault extends Error {}

const nameWidth = 16;
const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const frameMs = 100;
// Without a terminal a long step prints a line after each tenth of its work.
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

  /** Shows what the step does at the moment. */
  status(text) {
    this.#text = text;
    this.#fraction = undefined;
    if (!process.stdout.isTTY) this.#print(text);
  }

  /** Shows how much of the step is done, from 0 to 1. */
  progress(fraction) {
    this.#fraction = fraction;
    if (process.stdout.isTTY || fraction < this.#lastPlain + plainEvery) return;
    this.#lastPlain = fraction;
    this.#print(`${Math.round(fraction * 100)} % after ${seconds(this.ms)}`);
  }

  /** Shows a detail on a terminal only, such as the last line that a tool printed. */
  detail(text) {
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

/** Runs the steps in order. Each resolves to what it did in a few words, or to undefined if there was nothing to do. */
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

/** Prints what went wrong and what to do, and sets the exit code. */
export function explain(error) {
  if (error instanceof ToolFailed) {
    console.error(`\n${error.lastLines.join('\n')}\n\n${error.message}`);
  } else console.error(`\n${error instanceof BootstrapFault ? error.message : error.stack}`);
  process.exitCode = 1;
}

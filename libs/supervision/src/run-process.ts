import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import {
  ConfigError,
  type Log,
  ParentProcess,
  putMediaFirst,
  ShowError,
  settleHeap,
  sourceStack,
  systemClock,
  watchProcessFaults,
} from '#kernel';
import { expectSchema, OPENED, PREPARED } from './messages.js';

export interface Closable {
  close(): Promise<unknown>;
}

export interface Beginning<App extends Closable> {
  log: Log;
  open(): Promise<App>;
}

export interface Preparation<Prepared> {
  prepared: Prepared;
  /** A process that was not wanted by then is a spare one, and waits. */
  done: Promise<unknown>;
}

export interface RunProcessOptions<App extends Closable, Prepared> {
  /** `server`, `front`, `programme`: for the log. */
  name: string;
  /** From the wish to end until whatever hangs is left behind. */
  closeWithinMs: number;
  /**
   * Begins what takes time and needs no order: loading code, starting threads. The data folder may belong to another
   * process meanwhile. `expected`: what the first message will probably be; only a spare process is ever told.
   */
  prepare?(expected: Promise<unknown>): Preparation<Prepared>;
  /** Its work comes at each tick: nothing may pause it, so it keeps the memory that its start took. */
  isTimed?: boolean;
  /** Viewers wait for what passes through it: where processors are scarce, it has its turn before the others. */
  isMedia?: boolean;
  /** By the supervisor's first message. */
  begin(parent: ParentProcess, first: unknown, prepared: Prepared | undefined): Beginning<App>;
  /** Once it is open: says so to the supervisor. */
  opened?(app: App, log: Log, parent: ParentProcess): void | Promise<void>;
}

const EXIT_CONFIG = 2;
/** What a start compiles is written to the cache when the start is over. */
const KEEPS_CODE_AFTER_MS = 3_000;

function exitWith(message: string, code: number): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(code);
}

/**
 * The life of a process that the supervisor keeps: prepares, waits for its first message, opens, and ends in order by
 * SIGTERM, by an exception that nothing caught, and when the supervisor is gone.
 */
export function runProcess<App extends Closable, Prepared = undefined>(
  options: RunProcessOptions<App, Prepared>,
): void {
  run(options).catch((error: unknown) => {
    const isOfConfig =
      error instanceof ConfigError || (error instanceof ShowError && error.blame === 'config');
    if (isOfConfig) exitWith(error.message, EXIT_CONFIG);
    exitWith(error instanceof Error ? sourceStack(error.stack ?? error.message) : String(error), 1);
  });
}

async function run<App extends Closable, Prepared>(options: RunProcessOptions<App, Prepared>): Promise<void> {
  const { name } = options;
  const parent = ParentProcess.find();
  if (parent === undefined)
    return exitWith(`The ${name} is started by \`npm start\`, which keeps it running.`, EXIT_CONFIG);
  if (options.isMedia) putMediaFirst();
  // Ctrl-C and a closed terminal reach every process of the terminal; the supervisor ends them in its order.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const { first, expected } = firstMessages(parent);
  // Nothing is open yet that would have to be closed.
  const quit = () => process.exit();
  process.on('SIGTERM', quit);
  const cancelQuit = parent.events.on('gone', quit);
  parent.sayAlive(systemClock);
  const preparation = options.prepare?.(expected);
  const done = Promise.resolve(preparation?.done).then(() => parent.send(PREPARED));
  const message = await Promise.race([first, done.then(() => asSpare(options, first))]);
  process.off('SIGTERM', quit);
  cancelQuit();
  const { log, open } = options.begin(parent, message, preparation?.prepared);
  const opening = open();
  endInOrder({ ...options, parent, log, opening });
  const app = await opening;
  parent.send(OPENED);
  await options.opened?.(app, log, parent);
  if (!options.isTimed) settleHeap(systemClock);
  // One that is killed would leave no compiled code behind. Where there are spare ones, they write it: it blocks.
  if (options.prepare === undefined) systemClock.after(KEEPS_CODE_AFTER_MS, flushCompileCache);
}

interface FirstMessages {
  /** What the process begins with. */
  first: Promise<unknown>;
  /** Comes before it to a spare process, if it comes at all. */
  expected: Promise<unknown>;
}

function firstMessages(parent: ParentProcess): FirstMessages {
  let expect: (order: unknown) => void = () => undefined;
  const expected = new Promise<unknown>((resolve) => {
    expect = resolve;
  });
  const first = new Promise<unknown>((resolve, reject) => {
    const off = parent.events.on('message', (message) => {
      const expectation = expectSchema.safeParse(message);
      if (expectation.success) return expect(expectation.data.order);
      off();
      resolve(message);
    });
    parent.events.once('gone', () => reject(new Error('the parent process is gone')));
  });
  return { first, expected };
}

interface Ending<App extends Closable> {
  name: string;
  closeWithinMs: number;
  parent: ParentProcess;
  log: Log;
  opening: Promise<App>;
}

function endInOrder<App extends Closable>({ name, closeWithinMs, parent, log, opening }: Ending<App>): void {
  let isEnding = false;
  const end = (reason: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info(`${name}.close | ending`, { reason });
    systemClock.after(closeWithinMs, () => process.exit(1));
    // A signal during the start waits for it: what is half built cannot be taken down.
    opening
      .then((app) => app.close())
      .then(
        () => process.exit(),
        (error) => {
          log.error(`${name}.close | failed`, { error });
          process.exit(1);
        },
      );
  };
  watchProcessFaults({
    process,
    log,
    end: (reason) => {
      process.exitCode = 1;
      end(reason);
    },
  });
  process.on('SIGTERM', () => end('SIGTERM'));
  parent.events.on('gone', () => end('the supervisor is gone'));
}

/** Until the message is there, a list of processes tells this one from the one that is at work. */
async function asSpare<T>(
  { name, isTimed }: { name: string; isTimed?: boolean },
  first: Promise<T>,
): Promise<T> {
  const isThere = await Promise.race([first.then(() => true), systemClock.sleep(0).then(() => false)]);
  if (isThere) return first;
  const commandLine = readCommandLine();
  if (commandLine === undefined) return first;
  process.title = `spare ${name}`;
  flushCompileCache();
  if (!isTimed) settleHeap(systemClock);
  return first.finally(() => {
    process.title = commandLine;
  });
}

/** Of this process, as lists of processes show it; nothing where the system does not tell. */
function readCommandLine(): string | undefined {
  try {
    return readFileSync('/proc/self/cmdline', 'latin1').replaceAll('\0', ' ').trim();
  } catch {
    return undefined;
  }
}

import { afterEach, expect, test } from '@jest/globals';
import { type Log, silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { SignalLog } from '../../../tests/support/kernel/signal-log.js';
import type { ProcessPlan } from './process-plan.js';
import { Supervisor } from './supervisor.js';

const WITHIN_MS = 10_000;
const SILENT_MS = 3_000;
/** More than a start may be silent for, also where all of the time it waited for a processor. */
const HANGS_MS = 200_000;
const PORT = 4_242;

/** Answers its first message. It never says that it is alive, so nobody watches its silence. */
const LISTENS = `
  process.once('message', () => process.send({ kind: 'listening', port: ${PORT} }));
  process.on('disconnect', () => process.exit());
`;
/** Says one word of life, tells its pid as a peer's name, and is ready by SIGUSR2 only. */
const STARTS_SLOWLY = `
  process.send({ kind: 'alive' });
  process.on('SIGUSR2', () => process.send({ kind: 'ready', ownerLink: null }));
  process.once('message', () => {
    process.send({ kind: 'peers', peers: [{ id: String(process.pid), host: 'localhost', port: 1 }] });
  });
  process.on('disconnect', () => process.exit());
`;
const ENDS = "process.once('message', () => process.exit(7))";
const SLEEPS = "process.on('disconnect', () => process.exit())";

const plan = (name: string, script: string): ProcessPlan => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  env: { PATH: process.env.PATH },
  graceMs: 1_000,
  silentMs: SILENT_MS,
});

const closes: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

/** Is ready at once, and says this by SIGUSR2. */
const says = (kind: string) => `
  process.once('message', () => process.send({ kind: 'ready', ownerLink: null }));
  process.on('SIGUSR2', () => process.send({ kind: '${kind}' }));
  process.on('disconnect', () => process.exit());
  setInterval(() => undefined, 1_000);
`;

function supervised(serverScript: string) {
  const clock = new ManualClock();
  const errors = new SignalLog<string>();
  const starts = new SignalLog<{ process: string; childPid: number }>();
  const log = {
    ...silentLog,
    error: (what: string) => errors.push(what),
    info: (_what: string, fields: (typeof starts.all)[0]) => starts.push(fields),
  } as unknown as Log;
  const pids = new SignalLog<number>();
  const told = new SignalLog<'ready' | 'refused'>();
  const supervisor = new Supervisor({
    plans: {
      server: plan('server', serverScript),
      front: plan('front', LISTENS),
      outputs: plan('outputs', SLEEPS),
      ingest: plan('ingest', SLEEPS),
      programme: () => plan('programme', SLEEPS),
      spareProgramme: plan('spare programme', SLEEPS),
    },
    peers: {
      ownId: 'node_here',
      events: { on: () => () => undefined },
      setPeers: (peers) => pids.push(Number(peers[0]?.id)),
      states: new Map(),
    },
    clock,
    log,
  });
  supervisor.events.on('ready', () => told.push('ready'));
  supervisor.events.on('refused', () => told.push('refused'));
  closes.push(() => supervisor.close());
  const untilError = (part: string) =>
    errors.until(part, WITHIN_MS, (all) => all.find((what) => what.includes(part)));
  const pidOfServer = (start: number) => pids.until(`server ${start}`, WITHIN_MS, (all) => all[start - 1]);
  const answer = () => told.until('the answer', WITHIN_MS, (all) => all[0]);
  const pidOf = (name: string) =>
    starts.until(name, WITHIN_MS, (all) => all.find((each) => each.process === name)?.childPid);
  return { supervisor, clock, told, starts, pidOf, untilError, pidOfServer, answer };
}

test('a server whose first start takes longer than its silence may last is left alone', async () => {
  const { supervisor, clock, told, pidOfServer, answer } = supervised(STARTS_SLOWLY);
  supervisor.start();
  const pid = await pidOfServer(1);
  clock.advance(SILENT_MS * 3);
  expect(told.all).toEqual([]);
  process.kill(pid, 'SIGUSR2');
  expect(await answer()).toBe('ready');
});

test('a server that hangs in its first start is started again, and nothing is refused', async () => {
  const { supervisor, clock, told, untilError, pidOfServer, answer } = supervised(STARTS_SLOWLY);
  supervisor.start();
  const first = await pidOfServer(1);
  clock.advance(HANGS_MS);
  await untilError('hung, is killed');
  await untilError('died');
  clock.advance(0);
  const second = await pidOfServer(2);
  expect(second).not.toBe(first);
  expect(told.all).toEqual([]);
  process.kill(second, 'SIGUSR2');
  expect(await answer()).toBe('ready');
});

test('a server that ends by itself in its first start is refused: it has printed why', async () => {
  const { supervisor, answer } = supervised(ENDS);
  supervisor.start();
  expect(await answer()).toBe('refused');
});

test.each([
  ['encoders', 'ingest', 'take-encoders'],
  ['recordings and restreams', 'outputs', 'start-outputs'],
])(
  'the process of %s is started once the server has something for it, and not before',
  async (_of, name, kind) => {
    const { supervisor, starts, pidOf, answer } = supervised(says(kind));
    supervisor.start();
    expect(await answer()).toBe('ready');
    expect(starts.all.map((each) => each.process)).not.toContain(name);
    process.kill(await pidOf('server'), 'SIGUSR2');
    expect(await pidOf(name)).toBeGreaterThan(0);
  },
);

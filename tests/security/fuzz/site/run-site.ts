import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '#kernel';
import { seededRandom } from '../../../support/kernel/seeded-random.js';
import { EncoderFuzzer } from './encoder-fuzzer.js';
import { FuzzedSite } from './fuzzed-site.js';
import { HonestClients } from './honest-clients.js';
import { MemoryLog, type MemorySample, shownSample } from './memory-log.js';
import { type Held, memoryTrend } from './memory-trend.js';
import { streamMessages } from './message-stream.js';
import { PlaybackFuzzer } from './playback-fuzzer.js';
import { RestFuzzer } from './rest-fuzzer.js';
import { SiteAgent } from './site-agent.js';
import { fuzzSite } from './site-fuzzer.js';
import { Tally } from './tally.js';
import { WhepFuzzer } from './whep-fuzzer.js';
import { WhipFuzzer } from './whip-fuzzer.js';

export interface SiteFuzzOptions {
  minutes: number;
  seed: number;
  /** Requests and messages a second, of each kind. */
  perSecond: number;
  /** The report is also written here, after each minute. */
  reportFile?: string | undefined;
}

const SAMPLE_EVERY_MS = 60_000;
const READERS = join(import.meta.dirname, 'reader-process.ts');
const TYPESCRIPT = join(import.meta.dirname, '..', '..', '..', '..', 'infra', 'bootstrap', 'typescript.mjs');

interface ReaderFacts {
  counts: Record<string, { inputs: number; crashes: number; slowestMs: number }>;
  crashes: unknown[];
  residentMb: number;
}

/** Fuzzes a whole site for so long, beside honest clients. Answers whether all held. */
export async function fuzzWholeSite(options: SiteFuzzOptions): Promise<boolean> {
  const site = await FuzzedSite.open();
  const readers = startReaders(options.seed);
  try {
    return await fuzzOpened(site, readers, options);
  } finally {
    readers.stop();
    await site.close();
  }
}

async function fuzzOpened(
  site: FuzzedSite,
  readers: ReturnType<typeof startReaders>,
  { minutes, seed, perSecond, reportFile }: SiteFuzzOptions,
): Promise<boolean> {
  const ending = new AbortController();
  const { signal } = ending;
  const agent = new SiteAgent(site.server.url, 12);
  const fuzzers = [
    new RestFuzzer(site, agent, perSecond),
    new PlaybackFuzzer(site, agent, perSecond),
    await WhipFuzzer.open(site, agent),
    new WhepFuzzer(site),
  ];
  const encoders = new EncoderFuzzer({ ...site.ports, perSecond: 5, random: seededRandom(seed), signal });
  const messages = new Tally('signaling');
  const tallies = [...fuzzers.map(({ tally }) => tally), encoders.tally, messages];
  const honest = new HonestClients(site, signal);
  const memory = new MemoryLog(site.server);
  const keep = (more: readonly string[] = []): string[] => {
    const lines = [
      `${minutes} minutes, seed ${seed}, ${perSecond} a second of each kind`,
      ...memory.samples.map(shownSample),
      ...tallies.map(({ summary }) => summary),
      ...readers.lines(),
      ...honest.summary,
      ...more,
    ];
    if (reportFile !== undefined) writeFileSync(reportFile, `${lines.join('\n')}\n`);
    return lines;
  };
  await memory.take();
  const work = Promise.all([
    ...fuzzers.map((fuzzer, at) => fuzzSite(fuzzer, { agent, random: seededRandom(seed + at), signal })),
    honest.run(),
    encoders.run(),
    streamMessages(site, messages, { perSecond, seed, signal }),
  ]);
  for (let at = 1; at <= minutes; at += 1) {
    await systemClock.sleep(SAMPLE_EVERY_MS);
    console.log(`fuzz | ${shownSample(await memory.take())}`);
    keep();
  }
  ending.abort();
  await work;
  agent.close();
  const faults = faultsOf(tallies, honest, memory, readers);
  faults.push(...site.server.lines.all.filter((line) => line.includes('"level":50')).slice(0, 20));
  const verdict = faults.length === 0 ? 'held' : `${faults.length} faults: NOT held`;
  const trends = heldBy(memory, readers).map(shownTrend);
  console.log(keep([...trends, ...faults.map((fault) => `FAULT ${fault}`), verdict]).join('\n'));
  return faults.length === 0;
}

function faultsOf(
  tallies: readonly Tally[],
  honest: HonestClients,
  memory: MemoryLog,
  readers: ReturnType<typeof startReaders>,
): string[] {
  return [
    ...tallies.flatMap(({ kind, faults }) => faults.map((fault) => `${kind}: ${fault}`)),
    ...tallies.flatMap(({ kind, missing }) => missing.map((answer) => `${kind}: never answered ${answer}`)),
    ...honest.faults.map((fault) => `honest client: ${fault}`),
    ...memory.restarted.map((app) => `${app} is another process than at the start`),
    ...heldBy(memory, readers)
      .filter(({ held }) => memoryTrend(held)?.isFlat === false)
      .map((each) => `grown: ${shownTrend(each)}`),
    ...(readers.latest()?.crashes ?? []).map((crash) => `reader: ${JSON.stringify(crash)}`),
  ];
}

interface HeldByOne {
  name: string;
  held: Held[];
}

/** What each process held, minute by minute. */
function heldBy(memory: MemoryLog, readers: ReturnType<typeof startReaders>): HeldByOne[] {
  const { samples } = memory;
  const of = (name: string, mbIn: (sample: MemorySample) => number | undefined) => ({
    name,
    held: samples.flatMap((sample) => {
      const mb = mbIn(sample);
      return mb === undefined ? [] : [{ atMinutes: sample.atMinutes, mb }];
    }),
  });
  const apps = Object.keys(samples.at(-1)?.resident ?? {});
  return [
    ...apps.map((app) => of(app, ({ resident }) => resident[app]?.mb)),
    of('in use by the server', ({ usedMb }) => usedMb),
    { name: 'readers', held: readers.held },
  ];
}

function shownTrend({ name, held }: HeldByOne): string {
  const trend = memoryTrend(held);
  if (trend === undefined) return `${name}: too few samples`;
  const [from, to, perHour] = [trend.fromMb, trend.toMb, trend.perHourMb].map((mb) => Math.round(mb));
  return `${name} since it is warm: ${from} to ${to} MB, ${perHour} MB an hour, ${trend.isFlat ? 'flat' : 'NOT flat'}`;
}

/** The readers' own process: what they hold is seen apart from the site. */
function startReaders(seed: number) {
  let facts: ReaderFacts | undefined;
  const child = spawn(process.execPath, ['--import', TYPESCRIPT, READERS, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const beganMs = systemClock.monotonicMs();
  const held: Held[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    facts = JSON.parse(line) as ReaderFacts;
    held.push({ atMinutes: (systemClock.monotonicMs() - beganMs) / 60_000, mb: facts.residentMb });
  });
  return {
    latest: () => facts,
    held,
    lines: () => [
      ...Object.entries(facts?.counts ?? {}).map(
        ([target, { inputs, crashes, slowestMs }]) =>
          `${target}: ${inputs} inputs, ${crashes} crashes, slowest ${slowestMs.toFixed(1)} ms`,
      ),
      `readers' process: ${[0, 0.5, 1].map((part) => `${Math.round(held[Math.floor(part * (held.length - 1))]?.mb ?? 0)} MB`).join(', ')} at start, middle, end`,
    ],
    stop: () => child.kill('SIGKILL'),
  };
}

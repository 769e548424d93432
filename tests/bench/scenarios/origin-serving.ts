import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { hammer } from '../../support/network/http-hammer.js';
import { BenchOrigin } from '../crowds/bench-origin.js';
import { Nginx } from '../peers/nginx.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const PART_BYTES = 50_000;
const CONNECTIONS = 64;
const WARM_UP_MS = 1_500;

async function perCpuSecond(bench: Bench, pid: number, url: string, path: string): Promise<number> {
  const hammerFor = (ms: number) => {
    const untilMs = performance.now() + ms;
    const nextPath = () => (performance.now() < untilMs ? path : undefined);
    return hammer({ url, connections: CONNECTIONS, nextPath });
  };
  // A server that has run for a second is what is compared: one of the two compiles as it goes.
  await hammerFor(WARM_UP_MS);
  const meter = CpuMeter.start(pid, () => 'served');
  const beganMs = performance.now();
  const responses = await hammerFor(bench.mode === 'quick' ? 2_000 : 5_000);
  const seconds = (performance.now() - beganMs) / 1_000;
  return responses / (meter.stop().totalCores * seconds);
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const origin = await BenchOrigin.start(PART_BYTES, 'still');
  bench.lifetime.adopt(() => origin.close());
  const nginx = await Nginx.start(folder.path);
  bench.lifetime.adopt(() => nginx.close());
  const { url, playlist, part, segment } = origin.ready;
  const figures: Record<string, number> = {};
  for (const [name, path] of Object.entries({ playlist, part, segment })) {
    const file = join(folder.path, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, Buffer.from(await (await fetch(url + path)).arrayBuffer()));
    bench.progress(`${name}, ours`);
    const ours = await perCpuSecond(bench, origin.pid, url, path);
    bench.progress(`${name}, nginx`);
    const theirs = await perCpuSecond(bench, nginx.pid, nginx.url, path);
    Object.assign(figures, { [name]: ours, [`${name}Nginx`]: theirs, [`${name}Share`]: ours / theirs });
  }
  return { figures };
}

const figuresOf = (key: string, title: string) => [
  { key, title: `${title}, our origin`, unit: 'responses/CPU s', beside: `${key}Nginx` },
  { key: `${key}Nginx`, title: `${title}, nginx`, unit: 'responses/CPU s' },
  {
    key: `${key}Share`,
    title: `${title}, share of nginx`,
    unit: 'of nginx',
    goal: { atLeast: 0.5 },
    whenMissed:
      'The origin copies the bytes from its own memory into the kernel, some 10 µs for a part, which nginx spares by sendfile; Node has none, and a smaller HTTP parser alone would not make up for it. Behind the edge each part leaves the origin once.',
  },
];

export const scenario: Scenario = {
  name: 'origin-serving',
  title: 'The origin alone, against nginx with the same bytes',
  explains:
    'One process of our origin and one nginx give out the same playlist (about 3 kB), part (50 kB) and segment (200 kB) over 64 kept connections, as fast as they can answer. Responses for each second of CPU that the server itself used, by the kernel.',
  figures: [
    ...figuresOf('playlist', 'playlist'),
    ...figuresOf('part', 'part'),
    ...figuresOf('segment', 'segment'),
  ],
  runs: { quick: 1, full: 3 },
  run,
};

import { readFileSync } from 'node:fs';
import { systemClock } from '#kernel';
import { waitFor } from '../../support/kernel/wait-for.js';
import type { ProcessInfo } from '../../support/processes/processes.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { DefaultShow } from '../stage/default-show.js';
import { FilmSender } from '../stage/film-sender.js';

const APPS = ['supervisor', 'front', 'server', 'outputs', 'ingest', 'programme'] as const;
const SPARES = ['spareServer', 'spareProgramme'] as const;
const KINDS = [...APPS, ...SPARES, 'mediaWorker', 'encoder', 'decoder'] as const;
type Kind = (typeof KINDS)[number];
/** Without a show there is no programme, no process of outputs before one was on air, and none for encoders without an input. */
const IDLE = ['supervisor', 'front', 'server'] as const;
/** They are started when the show has been on air for some seconds. */
const SPARES_WITHIN_MS = 60_000;
/** A process gives back what its start took ten seconds after it. */
const SETTLES_SECONDS = { quick: 14, full: 30 } as const;

function spareOf({ command }: ProcessInfo): Kind | undefined {
  if (command.startsWith('spare server')) return 'spareServer';
  return command.startsWith('spare programme') ? 'spareProgramme' : undefined;
}

/** Encoders and the media worker that wait with a spare programme are its own. */
function kindOf(each: ProcessInfo, all: readonly ProcessInfo[]): Kind | undefined {
  const { command, parentPid } = each;
  const parent = all.find(({ pid }) => pid === parentPid);
  const spare = spareOf(each) ?? (parent && spareOf(parent));
  if (spare) return spare;
  const app = /\/apps\/(\w+)\/src\/main\.js/.exec(command)?.[1];
  if (app) return APPS.find((each) => each === app);
  if (command.includes('mediasoup-worker')) return 'mediaWorker';
  if (!command.includes('ffmpeg')) return undefined;
  return /libx264| aac /.test(command) ? 'encoder' : 'decoder';
}

interface Memory {
  /** Its share of what it has in memory: pages that several processes share count once over all of them. */
  share: number;
  /** Pages that no file holds: what is taken whatever else runs. */
  own: number;
}

function memoryOf({ pid }: ProcessInfo): Memory {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const bytes = (field: string) =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1_024;
    return { share: bytes('Pss'), own: bytes('Pss_Anon') };
  } catch {
    return { share: 0, own: 0 };
  }
}

function measure(processes: readonly ProcessInfo[]) {
  const ofKind = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  let total = 0;
  let own = 0;
  for (const each of processes) {
    const memory = memoryOf(each);
    const kind = kindOf(each, processes);
    if (kind) ofKind[kind] += memory.share / 1e6;
    total += memory.share / 1e6;
    own += memory.own / 1e6;
  }
  return { ofKind, total, own };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  bench.progress('idle');
  const show = await DefaultShow.open(bench.lifetime);
  const settle = () => systemClock.sleep(SETTLES_SECONDS[bench.mode] * 1_000);
  await settle();
  const idle = measure(show.server.processes);
  bench.progress('live');
  await show.bringHost(FilmSender.start);
  await show.goLive();
  await waitFor('the spare processes', SPARES_WITHIN_MS, () =>
    ['server', 'programme'].every((app) => show.server.childrenLike(new RegExp(`^spare ${app}`)).length > 0),
  );
  await settle();
  const live = measure(show.server.processes);
  return {
    figures: {
      idleMegabytes: idle.total,
      idleOwnMegabytes: idle.own,
      liveMegabytes: live.total,
      liveOwnMegabytes: live.own,
      ofShowMegabytes: live.total - idle.total,
      ...Object.fromEntries(IDLE.map((kind) => [`${kind}IdleMegabytes`, idle.ofKind[kind]])),
      ...Object.fromEntries(KINDS.map((kind) => [`${kind}Megabytes`, live.ofKind[kind]])),
    },
  };
}

const TITLES: Record<Kind, string> = {
  supervisor: 'supervisor',
  front: 'front: packager replica and its window of media',
  server: 'server, the embedded database included',
  outputs: 'outputs: recordings and restreams',
  ingest: 'ingest: encoders by RTMP and SRT',
  programme: 'programme: mixer, frames, show log',
  spareServer: 'spare server, while a show is on air',
  spareProgramme: 'spare programme with its warm encoders and media worker',
  mediaWorker: 'media workers of stage and programme',
  encoder: 'encoders, warm spares included',
  decoder: 'decoders',
};

export const scenario: Scenario = {
  name: 'memory',
  title: 'Memory of every process',
  explains:
    'The whole server as `npm start` runs it with the default show: idle and without a recording, then on air with a host on stage who sends by RTMP. The share of each process in physical memory (PSS), by kind; of its own is what no file holds (anonymous).',
  figures: [
    { key: 'idleMegabytes', title: 'all processes, idle', unit: 'MB', goal: { atMost: 300 } },
    { key: 'idleOwnMegabytes', title: 'of their own, idle', unit: 'MB' },
    { key: 'liveMegabytes', title: 'all processes, one show on air', unit: 'MB' },
    { key: 'liveOwnMegabytes', title: 'of their own, one show on air', unit: 'MB' },
    { key: 'ofShowMegabytes', title: 'what a show adds', unit: 'MB' },
    ...IDLE.map((kind) => ({
      key: `${kind}IdleMegabytes`,
      title: `idle: ${TITLES[kind]}`,
      unit: 'MB',
    })),
    ...KINDS.map((kind) => ({ key: `${kind}Megabytes`, title: `on air: ${TITLES[kind]}`, unit: 'MB' })),
  ],
  runs: { quick: 1, full: 2 },
  run,
};

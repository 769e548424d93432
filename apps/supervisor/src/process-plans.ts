import { join, resolve } from 'node:path';
import { NOTICES_HANG, type ProsceniumConfig } from '#kernel';
import {
  ANY_SHOW,
  HEAP_FLAGS,
  minimalEnvironment,
  type SupervisorOptions,
  THRIFTY_MALLOC,
  withoutServerSecrets,
} from '#supervision';

const APPS = join(import.meta.dirname, '..', '..');
const SERVER_GRACE_MS = 13_000;
/** Its shows go to other nodes first. */
const CLUSTERED_SERVER_GRACE_MS = 43_000;
const PROGRAMME_GRACE_MS = 11_000;
const FRONT_GRACE_MS = 5_000;
const INGEST_GRACE_MS = 4_000;
const INGEST_SILENT_MS = 3_000;
const OUTPUTS_GRACE_MS = 9_000;
/** What it does is no part of a live show: a disk that hangs is no reason to kill it early. */
const OUTPUTS_SILENT_MS = 15_000;
/** Longer than for a programme: a front under a flood of requests is slow, not hung. */
const FRONT_SILENT_MS = 3_000;
/** Viewers go on without it, and people on stage see each other as long as its media workers run. */
const SERVER_SILENT_MS = 5_000;

export interface Surroundings {
  env: Record<string, string | undefined>;
  execPath: string;
  /** Flags of this Node, such as `--inspect`: those of the supervisor are everybody's, but for the heap's. */
  execArgv: readonly string[];
}

/**
 * How each process is started: the same Node, its own file, the environment that it needs. Compiled code is kept in the
 * data folder, which no other user can write to, unless `NODE_COMPILE_CACHE` names another place.
 */
export function processPlans(
  config: ProsceniumConfig,
  { env, execPath, execArgv }: Surroundings,
): SupervisorOptions['plans'] {
  const plan = (
    app: keyof typeof HEAP_FLAGS,
    graceMs: number,
    environment: Record<string, string | undefined>,
    more: string[] = [],
  ) => ({
    name: [app, ...more].join(' '),
    command: execPath,
    args: [...execArgv, ...HEAP_FLAGS[app], join(APPS, app, 'src', 'main.js'), ...more],
    env: {
      NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? join(resolve(config.dataDir), 'cache', 'code'),
      ...(app === 'programme' ? {} : THRIFTY_MALLOC),
      ...environment,
    },
    graceMs,
  });
  const minimal = minimalEnvironment(env, config.dataDir);
  return {
    server: {
      ...plan(
        'server',
        config.cluster.secret === undefined ? SERVER_GRACE_MS : CLUSTERED_SERVER_GRACE_MS,
        env,
      ),
      silentMs: SERVER_SILENT_MS,
    },
    front: { ...plan('front', FRONT_GRACE_MS, withoutServerSecrets(env)), silentMs: FRONT_SILENT_MS },
    outputs: { ...plan('outputs', OUTPUTS_GRACE_MS, withoutServerSecrets(env)), silentMs: OUTPUTS_SILENT_MS },
    ...(takesEncoders(config)
      ? {
          ingest: {
            // Strangers reach its ports, and it keeps no files.
            ...plan('ingest', INGEST_GRACE_MS, withoutServerSecrets({ ...env, S3_URL: undefined })),
            silentMs: INGEST_SILENT_MS,
          },
        }
      : {}),
    spareProgramme: {
      ...plan('programme', PROGRAMME_GRACE_MS, minimal, [ANY_SHOW]),
      silentMs: NOTICES_HANG.silentMs,
    },
    // The argument is for people who look at a list of processes: the programme itself reads none.
    programme: (showId) => ({
      ...plan('programme', PROGRAMME_GRACE_MS, minimal, [showId]),
      silentMs: NOTICES_HANG.silentMs,
    }),
  };
}

const takesEncoders = ({ ingest }: ProsceniumConfig): boolean =>
  ingest.rtmpPort + ingest.rtmpsPort + ingest.srtPort > 0;

import { missingInFfmpeg } from '#compositor';
import { Child, type Clock } from '#kernel';

export interface ReadinessCheck {
  name: string;
  /** Rejects, with the reason, when this part cannot carry a show. */
  check(): Promise<void>;
}

export interface ReadinessParts {
  database: { ping(): Promise<void> };
  stages: { readonly workers: readonly { isAlive: boolean }[] };
  ffmpegPath: string;
  clock: Clock;
}

/** FFmpeg before this lacks options that the encoders need. */
const OLDEST_FFMPEG = 5;

/** The major version that FFmpeg says it has; nothing where it says a commit. */
async function ffmpegVersion(path: string, clock: Clock): Promise<number | undefined> {
  const child = new Child({ name: 'ffmpeg version', command: path, args: ['-version'], clock });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const { kind } = await child.exited;
  if (kind !== 'finished') throw new Error(`FFmpeg does not run as ${path}. Install it, or set FFMPEG_PATH.`);
  const major = /^ffmpeg version n?(\d+)\./.exec(text)?.[1];
  return major === undefined ? undefined : Number(major);
}

export async function checkFfmpeg(path: string, clock: Clock): Promise<void> {
  const major = await ffmpegVersion(path, clock);
  if (major !== undefined && major < OLDEST_FFMPEG) {
    throw new Error(`FFmpeg ${major} is too old: version ${OLDEST_FFMPEG} or newer is needed.`);
  }
  const missing = await missingInFfmpeg(path);
  if (missing.length > 0) throw new Error(`FFmpeg at ${path} lacks ${missing.join(', ')}.`);
}

/** What a show needs: the database answers, a media worker lives, FFmpeg runs. */
export function readinessChecks({ database, stages, ffmpegPath, clock }: ReadinessParts): ReadinessCheck[] {
  let ffmpegIsGood: Promise<void> | undefined;
  return [
    { name: 'database', check: () => database.ping() },
    {
      name: 'media worker',
      check: async () => {
        if (!stages.workers.some(({ isAlive }) => isAlive)) throw new Error('no media worker is running');
      },
    },
    {
      name: 'ffmpeg',
      check: () => {
        // A program on disk does not change from probe to probe; a failure is looked at again.
        ffmpegIsGood ??= checkFfmpeg(ffmpegPath, clock).catch((error) => {
          ffmpegIsGood = undefined;
          throw error;
        });
        return ffmpegIsGood;
      },
    },
  ];
}

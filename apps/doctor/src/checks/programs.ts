import { Child, type Clock } from '#kernel';
import { readinessChecks, siteEncoderFault } from '#live';
import { findWorkerBinary } from '#stage';
import { bad, type Check, type CheckContext, type Finding, good, warning } from '../finding.js';

/** mediasoup's worker refuses to run without its parent; any other death is a broken one. */
const REFUSES_ALONE = /real father/;

async function workerFinding(context: CheckContext, clock: Clock): Promise<Finding> {
  const command = findWorkerBinary(context.config);
  const child = new Child({ name: 'media worker', command, args: [], clock, env: {} });
  const { kind, stderr } = await child.exited;
  if (kind !== 'not-started' && REFUSES_ALONE.test(stderr)) return good(`media worker runs: ${command}`);
  return bad(
    `the media worker at ${command} does not run: ${stderr.trim().split('\n').at(-1) ?? kind}`,
    'Delete it and run `npm start`, which obtains one, or set MEDIASOUP_WORKER_BIN.',
  );
}

async function ffmpegFinding({ config }: CheckContext, clock: Clock): Promise<Finding> {
  const checks = readinessChecks({
    database: { ping: async () => undefined },
    stages: { workers: [] },
    ffmpegPath: config.ffmpegPath,
    clock,
  });
  try {
    await checks.find(({ name }) => name === 'ffmpeg')?.check();
    return good(`FFmpeg has what a programme needs: ${config.ffmpegPath}`);
  } catch (error) {
    return bad(
      String((error as Error).message),
      'Install FFmpeg 5 or newer with libx264, or set FFMPEG_PATH.',
    );
  }
}

/** Nothing to say of x264, which the check of FFmpeg covers. */
async function encoderFindings({ config }: CheckContext, clock: Clock): Promise<Finding[]> {
  const { encoder } = config.programme;
  if (encoder === 'x264') return [];
  const fault = await siteEncoderFault(config, clock);
  if (fault === undefined) return [good(`the encoder ${encoder} works`)];
  return [
    warning(
      `the encoder ${encoder} does not work here: ${fault}`,
      'Shows are encoded by x264. Install its driver, or set PROSCENIUM_PROGRAMME_ENCODER to x264.',
    ),
  ];
}

export function programsCheck(context: CheckContext, clock: Clock): Check {
  return {
    name: 'programs',
    run: async () => [
      good(`Node ${process.versions.node}`),
      await workerFinding(context, clock),
      await ffmpegFinding(context, clock),
      ...(await encoderFindings(context, clock)),
    ],
  };
}

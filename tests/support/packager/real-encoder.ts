import { Child, type Clock } from '#kernel';
import { FragmentSplitter } from '#media';
import type { FragmentIntake, RenditionSpec } from '#packager';

const MUXER = '-f mp4 -movflags +cmaf+empty_moov+default_base_moof+delay_moov+skip_trailer';

export interface RealEncoderOptions {
  spec: RenditionSpec;
  intake: FragmentIntake;
  clock: Clock;
  run?: number;
  /** Where on the show's timeline it begins. */
  startSeconds?: number;
  fragmentSeconds?: number;
}

function videoArgs(spec: RenditionSpec, fragmentSeconds: number): string {
  const { width = 640, height = 360, frameRate = 30, targetBitrate } = spec;
  const gop = frameRate * 2;
  return (
    `-re -f lavfi -i testsrc2=size=${width}x${height}:rate=${frameRate} -an -pix_fmt yuv420p -c:v libx264 ` +
    `-preset ultrafast -tune zerolatency -threads 1 -sc_threshold 0 -g ${gop} -keyint_min ${gop} ` +
    `-b:v ${targetBitrate} -maxrate ${targetBitrate} -bufsize ${targetBitrate / 2} ` +
    `${MUXER}+frag_keyframe -frag_duration ${fragmentSeconds * 1_000_000}`
  );
}

function audioArgs(spec: RenditionSpec): string {
  return (
    `-re -f lavfi -i sine=frequency=440:sample_rate=48000:samples_per_frame=480 -c:a aac -ac 2 ` +
    `-b:a ${spec.targetBitrate} ${MUXER}+frag_every_frame`
  );
}

/** A real FFmpeg that encodes a test card or a tone at the speed of time, into a packager. */
export class RealEncoder {
  readonly #child: Child;
  readonly #closeRun: () => void;

  constructor({ spec, intake, clock, run = 1, startSeconds = 0, fragmentSeconds = 0.5 }: RealEncoderOptions) {
    const args = spec.kind === 'video' ? videoArgs(spec, fragmentSeconds) : audioArgs(spec);
    this.#child = new Child({
      name: `encoder ${spec.id} ${run}`,
      command: 'ffmpeg',
      args: ['-v', 'error', '-nostdin', ...args.split(' '), '-flush_packets', '1', 'pipe:1'],
      clock,
    });
    const perSecond = spec.kind === 'video' ? (spec.frameRate ?? 30) : 48_000;
    intake.runOpened({
      renditionId: spec.id,
      run,
      start: { units: Math.round(startSeconds * perSecond), perSecond },
    });
    const splitter = new FragmentSplitter();
    this.#child.stdout.on('data', (chunk: Buffer) => {
      for (const { bytes } of splitter.push(chunk)) intake.bytes(spec.id, run, bytes);
    });
    this.#closeRun = () => intake.runClosed(spec.id, run);
  }

  get exited() {
    return this.#child.exited;
  }

  async kill(): Promise<void> {
    await this.#child.kill();
    this.#closeRun();
  }
}

import { type Clock, Lifetime, type Log } from '#kernel';
import { Mixer } from './audio/mixer.js';
import { OpusSource } from './audio/opus-source.js';
import { Clips } from './clip/clips.js';
import { FormatVideo } from './format-video.js';
import { Stills } from './media/stills.js';
import { BackgroundImages } from './overlay/background-images.js';
import { font, textWidth } from './overlay/ink.js';
import { drawPlaceholder } from './overlay/placeholder.js';
import type { ProgrammeSink, RealtimeFrame } from './ports.js';
import { ProgrammeAudio } from './programme-audio.js';
import type { ProgrammeEvent } from './programme-health.js';
import { formatsOf, type ProgrammeSettings } from './settings.js';
import { DecoderPool } from './source/decoder-pool.js';

export interface LoopPartsOptions {
  settings: ProgrammeSettings;
  /** Encoders wait until they take over from those of another machine. */
  standsBy: boolean;
  clock: Clock;
  log: Log;
  output: ProgrammeSink & { event(event: ProgrammeEvent): void; frame(frame: RealtimeFrame): void };
}

/** What a programme's loop works with; all of it takes time to start, and none of it needs to know the show. */
export interface LoopParts {
  formats: FormatVideo[];
  audio: ProgrammeAudio;
  pool: DecoderPool;
  stills: Stills;
  mixer: Mixer;
  clips: Clips;
}

/** Encoders are warm and decoders can be started: the first tick has nothing to wait for. */
export async function startParts({
  settings,
  standsBy,
  clock,
  log,
  output,
}: LoopPartsOptions): Promise<LoopParts> {
  const event = output.event.bind(output);
  const backgrounds = new BackgroundImages();
  const stills = new Stills(log);
  const { ffmpegPath, warmDecoders, frameRate } = settings;
  const mixer = new Mixer();
  const clips = new Clips({ ffmpegPath, frameRate, clock, mixer, event });
  const frame = output.frame.bind(output);
  const shared = { settings, clock, log, sink: output, event, frame, standsBy };
  const started = new Lifetime();
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    started.adopt(() => part.close());
    return part;
  };
  try {
    const [pool, audio, formats] = await Promise.all([
      DecoderPool.create({ ffmpegPath, clock, log, size: warmDecoders }).then(keep),
      ProgrammeAudio.create(shared).then(keep),
      Promise.all(
        formatsOf(settings).map((format) =>
          FormatVideo.create({ ...shared, format, backgrounds, stills, clips }).then(keep),
        ),
      ),
      warmUp(),
    ]);
    return { pool, audio, formats, stills, mixer, clips };
  } catch (error) {
    await started.close();
    throw error;
  }
}

/** Letters of each font that names are written in. */
const EVERY_FONT = 'Aa 가 あ 字 😀';

/** Compiles the Opus decoder and loads the fonts: at the first tick that draws text they would cost a tick. */
async function warmUp(): Promise<void> {
  (await OpusSource.create()).free();
  for (const weight of [400, 700] as const) textWidth(EVERY_FONT, font(weight, 20));
  drawPlaceholder(EVERY_FONT, 64, 36);
}

/** Of parts that no loop has begun with. */
export async function closeParts({ pool, audio, formats, stills, clips }: LoopParts): Promise<void> {
  await Promise.all([pool, audio, ...formats, stills, clips].map((part) => part.close()));
}

// An hour of captions against the audio of the programme, faster than real time: on a clock that the test moves. Real here:
// how a voice follows the clock of its sender, the mix, what engines are given of it, captions, packager. Made up: the
// sender, the engine, the frames of video and audio: video comes a part at a time, as encoders write it. The same through
// processes in real time, for minutes: `caption-sync.long.spec.ts`.
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Captioner } from '#captions';
import { silentLog } from '#kernel';
import { parseWebVtt } from '#media';
import { Packager, PROFILES } from '#packager';
import { Mixer } from '../../libs/compositor/src/audio/mixer.js';
import { SpeechTap } from '../../libs/compositor/src/audio/speech-tap.js';
import { BeepEngine } from '../support/captions/beep-engine.js';
import { BEEPS_A_MINUTE, BeepingMicrophone } from '../support/captions/beeping-microphone.js';
import { OnsetFinder } from '../support/compositor/onsets.js';
import { ManualClock } from '../support/kernel/manual-clock.js';
import { median, percentile } from '../support/meters/statistics.js';
import { FakeEncoder } from '../support/packager/fake-encoder.js';

const MINUTES = Number(process.env.PROSCENIUM_CAPTION_MINUTES ?? 60);
const ANSWERS_AFTER_MS = 600;
const FRAME_RATE = 30;
const SAMPLES_PER_MS = 48;
const TICK_SAMPLES = 1_600;
const TICKS_A_MINUTE = 60 * FRAME_RATE;
const LOUD = 0.05;
const VIDEO = 'v';
const AUDIO = 'a';
/** Of a part of the video. */
const PART_FRAMES = { low: 15, ultra: 6 };
/** An AAC encoder gives a frame when it has heard the next one. */
const AUDIO_LATE_S = (2 * 1_024) / 48_000;
const CAPTIONS = 'captions-en';
/** A cue lasts for so long after its last word. */
const STAYS_MS = 1_500;
/** The microphone is muted for the last seconds of every third minute: its engine hears no pause. */
const MUTED_EVERY = 3 * TICKS_A_MINUTE;
const MUTED_TICKS = 10 * FRAME_RATE;
/** Beeps of the seconds in which it is muted, and those cut by them. */
const HEARD_SHARE = 0.93;
/** The limiter's 5 ms, a tick of the fade, the piece of 40 ms that a clock is read by. */
const SYNC_MS = 45;
/** From the first fifth of the time to the last one. */
const DRIFT_MS = 5;
/** A minute of the hour takes a second of a processor: beside other work many. */
const WITHIN_MS = 1_800_000;
/** A piece of audio of 40 ms and a tick, 20 ms of a pause, a frame of the audio: beside the engine's own time. */
const WAITS_MS = 100;

interface Said {
  startMs: number;
  endMs: number;
  /** When the part that had it was out. */
  atMs: number;
}

/** One host who beeps for so long, whose clock is fast. All times on the programme's clock. */
class SimulatedShow {
  readonly said = new Map<string, Said>();
  readonly #begun = new OnsetFinder((SAMPLES_PER_MS * 1_000) / 4);
  readonly #clock = new ManualClock();
  readonly #anchorMs = this.#clock.wallMs();
  readonly #mixer = new Mixer();
  readonly #out = new Float32Array(2 * TICK_SAMPLES);
  readonly #partFrames: number;
  readonly #video: FakeEncoder;
  readonly #audio = new FakeEncoder({ kind: 'audio' });
  readonly #captioner: Captioner;
  readonly #packager: Packager;
  readonly #tap: SpeechTap;
  #tick = 0;

  constructor(fastPpm: number, profile: 'low' | 'ultra') {
    const clock = this.#clock;
    this.#partFrames = PART_FRAMES[profile];
    this.#video = new FakeEncoder({ kind: 'video', framesPerFragment: this.#partFrames });
    const engine = new BeepEngine({ answersAfterMs: ANSWERS_AFTER_MS, clock });
    this.#captioner = new Captioner({ engine, settleMs: 400, clock, log: silentLog });
    this.#packager = Packager.create({
      showId: 'show_1',
      renditions: [
        { id: VIDEO, kind: 'video', width: 640, height: 360, frameRate: FRAME_RATE, targetBitrate: 600_000 },
        { id: AUDIO, kind: 'audio', targetBitrate: 96_000 },
        { id: CAPTIONS, kind: 'subtitles', language: 'en', name: 'English', targetBitrate: 1_000 },
      ],
      profile: PROFILES[profile],
      anchorWallMs: this.#anchorMs,
      clock,
      log: silentLog,
    });
    this.#packager.runOpened({ renditionId: VIDEO, run: 1, start: { units: 0, perSecond: FRAME_RATE } });
    this.#packager.bytes(VIDEO, 1, this.#video.init);
    this.#packager.runOpened({ renditionId: AUDIO, run: 1, start: { units: 0, perSecond: 48_000 } });
    this.#packager.bytes(AUDIO, 1, this.#audio.init);
    this.#packager.renditions.get(CAPTIONS)?.onChanged(() => this.#read());
    this.#captioner.events.on('cue', (cue) =>
      this.#packager.timed({ kind: 'cue', language: 'en', cue: { ...cue, words: [...cue.words] } }),
    );
    this.#tap = new SpeechTap(({ firstSample, samples }) =>
      this.#captioner.hear('g1', samples, this.#anchorMs + firstSample / SAMPLES_PER_MS),
    );
    this.#mixer.add('g1', new BeepingMicrophone(fastPpm), 1);
    this.#mixer.listen((id, left, right, count) =>
      this.#tap.hear(id, this.#tick * TICK_SAMPLES, left, right, count),
    );
  }

  /** When beeps began in what is delivered. */
  get begunMs(): number[] {
    return this.#begun.found.map((at) => this.#anchorMs + at / SAMPLES_PER_MS);
  }

  async run(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      for (let tick = 0; tick < TICKS_A_MINUTE; tick += 1) this.#step();
      await setImmediate();
    }
    this.#captioner.close();
  }

  #step(): void {
    const isMuted = this.#tick % MUTED_EVERY >= MUTED_EVERY - MUTED_TICKS;
    this.#mixer.setGain('g1', isMuted ? 0 : 1);
    this.#mixer.render(0, TICK_SAMPLES, 1_000 / FRAME_RATE, this.#out);
    this.#tap.keepOnly(this.#tick * TICK_SAMPLES);
    for (let at = 0; at < this.#out.length; at += 2)
      this.#begun.push(Math.abs(this.#out[at] as number) > LOUD);
    this.#tick += 1;
    this.#encode(this.#tick / FRAME_RATE);
    this.#clock.advance(1_000 / FRAME_RATE);
  }

  #encode(seconds: number): void {
    while (this.#audio.seconds <= seconds - AUDIO_LATE_S)
      this.#packager.bytes(AUDIO, 1, this.#audio.fragment());
    if (this.#tick % this.#partFrames === 0) this.#packager.bytes(VIDEO, 1, this.#video.fragment());
  }

  /** As a player: of the newest parts what was not there before. */
  #read(): void {
    const timeline = this.#packager.renditions.get(CAPTIONS);
    const { msn } = timeline?.edge ?? { msn: 0 };
    const newest = [msn - 1, msn].flatMap((each) => timeline?.partRecordsOf(each) ?? []).slice(-2);
    for (const { id, startMs, endMs } of newest.flatMap(({ bytes }) => parseWebVtt(String(bytes), 0).cues))
      if (!this.said.has(id))
        this.said.set(id, {
          startMs: this.#anchorMs + startMs,
          endMs: this.#anchorMs + endMs - STAYS_MS,
          atMs: this.#clock.wallMs(),
        });
  }
}

/** Both are in order. */
function offsets(said: readonly Said[], begunMs: readonly number[]): number[] {
  let at = 0;
  return said.map(({ startMs }) => {
    const off = (index: number) => startMs - (begunMs[index] ?? Number.NEGATIVE_INFINITY);
    while (Math.abs(off(at + 1)) < Math.abs(off(at))) at += 1;
    return off(at);
  });
}

test.each([
  ['low', 120],
  ['ultra', -120],
] as const)(
  'profile %s, a microphone that is %i ppm fast: captions stay in step with the audio, and wait for no part',
  async (profile, fastPpm) => {
    const show = new SimulatedShow(fastPpm, profile);
    await show.run(MINUTES);
    const said = [...show.said.values()];
    const offMs = offsets(said, show.begunMs);
    const fifth = Math.floor(offMs.length / 5);
    const driftMs = median(offMs.slice(-fifth)) - median(offMs.slice(0, fifth));
    const lateMs = said.map(({ atMs, endMs }) => atMs - endMs);
    const p95 = (all: readonly number[]) => percentile(all.map(Math.abs), 0.95).toFixed(1);
    console.info(
      `captions, ${profile}, ${fastPpm} ppm: ${said.length} words in ${MINUTES} min; from the audio median ${median(offMs).toFixed(1)} ms, ` +
        `p95 ${p95(offMs)}, at most ${Math.max(...offMs.map(Math.abs)).toFixed(1)}; drift ${driftMs.toFixed(2)} ms; ` +
        `from the end of a word to its part median ${median(lateMs).toFixed(0)}, p95 ${p95(lateMs)} ms`,
    );
    expect(said.length).toBeGreaterThan(HEARD_SHARE * BEEPS_A_MINUTE * MINUTES);
    expect(Math.max(...offMs.map(Math.abs))).toBeLessThan(SYNC_MS);
    expect(Math.abs(driftMs)).toBeLessThan(DRIFT_MS);
    expect(percentile(lateMs, 0.95)).toBeLessThan(ANSWERS_AFTER_MS + WAITS_MS);
  },
  WITHIN_MS,
);

// People who come, go, mute, turn cameras off and on, change them and share screens, and a host who tries layouts.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LayoutInput, Programme, TransitionInput } from '#compositor';
import type { Random } from '../kernel/seeded-random.js';
import { CLIP_COLOURS, CLIP_FRAMES, FLASH_COLOURS } from './frame-codes.js';
import { cameraTrack, microphoneTrack, opusUnits, plain, vp8Units } from './guests.js';
import type { SentUnit, SyntheticTrack } from './synthetic-track.js';

/** Everybody fits into a strip: a person to be watched is seen in every layout of these. */
const PEOPLE_AT_MOST = 5;
const KINDS: NonNullable<LayoutInput['kind']>[] = [
  'grid',
  'spotlight',
  'side-by-side',
  'solo',
  'auto',
  'screen',
];
/** Of these, everybody has a place beside an image or a clip. */
const KINDS_WITH_MEDIA: NonNullable<LayoutInput['kind']>[] = ['grid', 'spotlight', 'screen', 'auto'];
const TRANSITIONS: NonNullable<TransitionInput['kind']>[] = ['cut', 'fade', 'slide'];
const BACKGROUND = '#303030';
const SLIDE = 'slide';
const CLIP = 'clip';
const run = promisify(execFile);
const FRAME_RATE = 30;
/** The encoder that made the beeps looks this far ahead: 312 samples. */
const OPUS_LOOK_AHEAD_MS = 6.5;
export const WITNESS = 'witness';
/** What is heard of the witness with each flash, and of the clip from its 16th frame on for half a second. */
export const TONES = { beepHz: 2_000, clipHz: 4_000, clipFromFrame: 15 } as const;

export interface StageClips {
  /** Another brightness with each frame: a tile that freezes is found out. It flashes once a second. */
  flicker: SentUnit[];
  /** One with each flash. */
  beeps: SentUnit[];
  still: SentUnit[][];
  screen: SentUnit[];
  tone: SentUnit[];
}

export async function stageClips(): Promise<StageClips> {
  const flicker = vp8Units({
    ...plain('gray', 320, 180),
    // Each frame is a key frame: asking for one does not move the flashes away from the beeps.
    ...{ bitrate: '1500k', keyFrameEvery: 1, filter: `format=yuv420p,geq=${FLASH_COLOURS}` },
  });
  const [moving, red, tall, screen, tone, beeps] = await Promise.all([
    flicker,
    vp8Units(plain('0xc00000', 320, 180)),
    vp8Units(plain('0x008080', 180, 320)),
    vp8Units(plain('0xe0e0e0', 640, 400)),
    opusUnits('sine=f=440', 2),
    opusUnits(`aevalsrc='0.5*sin(2*PI*${TONES.beepHz}*t)*lt(mod(t,1),0.1)':s=48000`, 2),
  ]);
  return { flicker: moving, still: [red, tall], screen, tone, beeps };
}

/** A slide, and a clip of two seconds whose frames say which they are and which has a tone, for the programme to show. */
export async function addStageMedia(programme: Programme, folder: string): Promise<void> {
  const path = (name: string) => join(folder, name);
  const source = (colour: string, size: string) => [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `color=c=${colour}:s=${size}:r=${FRAME_RATE}`],
  ];
  await run('ffmpeg', [
    ...[...source('0xd0a040', '640x360'), '-vf', 'drawgrid=w=80:h=60:c=0x604010:t=6'],
    ...['-frames:v', '1', path('slide.png')],
  ]);
  const clipSeconds = CLIP_FRAMES / FRAME_RATE;
  const tone = `sine=f=${TONES.clipHz}:d=0.5:r=48000,volume=2,adelay=${(TONES.clipFromFrame * 1_000) / FRAME_RATE}:all=1`;
  await run('ffmpeg', [
    ...[...source('gray', '64x36'), '-f', 'lavfi', '-i', `${tone},apad=whole_dur=${clipSeconds}`],
    ...['-vf', `format=yuv420p,geq=${CLIP_COLOURS},scale=640:360:flags=neighbor`],
    ...['-frames:v', `${CLIP_FRAMES}`, '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-g', '30'],
    ...['-c:a', 'aac', '-b:a', '160k', '-ac', '2', path('clip.mp4')],
  ]);
  programme.addMedia(SLIDE, await readFile(path('slide.png')));
  programme.addClip({ id: CLIP, path: path('clip.mp4'), video: { width: 640, height: 360 }, hasAudio: true });
}

interface Person {
  camera: SyntheticTrack;
  microphone: SyntheticTrack;
  screen?: SyntheticTrack;
  clip: number;
}

/** Everybody but one, the witness, whose camera nobody touches: their frame must never freeze. */
export class RandomStage {
  readonly #programme: Programme;
  readonly #random: Random;
  readonly #clips: StageClips;
  readonly #people = new Map<string, Person>();
  readonly #witness: Pick<Person, 'camera' | 'microphone'>;
  #joined = 0;
  readonly #actions: Record<string, () => Promise<void>> = {
    join: () => this.#join(),
    leave: async () => this.#leave(),
    mute: async () => this.#mute(true),
    unmute: async () => this.#mute(false),
    'camera off': async () => this.#cameraOff(true),
    'camera on': async () => this.#cameraOff(false),
    'camera switched': async () => this.#switchCamera(),
    'screen shared or no longer': () => this.#shareOrStop(),
    'layout changed': async () => this.#changeLayout(),
  };
  /** With images and clips to show. */
  readonly #mediaActions: Record<string, () => Promise<void>> = {
    'slide shown': async () => this.#showMedia(SLIDE),
    'clip shown': async () => this.#showMedia(CLIP),
    'clip played again': async () => this.#programme.actOnClip(CLIP, 'play'),
    'scene shown': async () => this.#showScene(),
    'source placed': async () => this.#placeSource(),
  };

  private constructor(programme: Programme, random: Random, clips: StageClips, hasMedia: boolean) {
    this.#programme = programme;
    this.#random = random;
    this.#clips = clips;
    this.#witness = {
      camera: cameraTrack(WITNESS, clips.flicker),
      microphone: microphoneTrack(WITNESS, clips.beeps),
    };
    if (hasMedia) Object.assign(this.#actions, this.#mediaActions);
  }

  /** Resolves when the witness is seen. */
  static async create(
    programme: Programme,
    random: Random,
    clips: StageClips,
    { hasMedia = false } = {},
  ): Promise<RandomStage> {
    const stage = new RandomStage(programme, random, clips, hasMedia);
    const seen = new Promise<void>((resolve) => {
      programme.events.on('event', ({ kind }) => kind === 'video-began' && resolve());
    });
    programme.setLayout({ background: BACKGROUND, pinned: WITNESS });
    await programme.addTrack(stage.#witness.camera);
    await programme.addTrack(stage.#witness.microphone);
    programme.addParticipant({ id: WITNESS, name: 'Witness' });
    await seen;
    return stage;
  }

  /** How much later than the flash a beep of the witness is taken: the clips loop from when each track was opened. */
  get beepsAfterFlashesMs(): number {
    const { camera, microphone } = this.#witness;
    return microphone.startedMs - camera.startedMs + OPUS_LOOK_AHEAD_MS;
  }

  /** So that a clip is shown even in a short show. */
  showClip(): void {
    this.#showMedia(CLIP);
  }

  /** One action by chance; its name. */
  async doSomething(): Promise<string> {
    const names = this.#people.size === 0 ? ['join'] : Object.keys(this.#actions);
    const name = this.#pick(names);
    await this.#actions[name]?.();
    return name;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  #anyPerson(): [string, Person] {
    return this.#pick([...this.#people]);
  }

  async #join(): Promise<void> {
    if (this.#people.size >= PEOPLE_AT_MOST) return this.#leave();
    this.#joined += 1;
    const id = `guest-${this.#joined}`;
    const clip = this.#joined % this.#clips.still.length;
    const person: Person = {
      camera: cameraTrack(id, this.#clips.still[clip] ?? []),
      microphone: microphoneTrack(id, this.#clips.tone),
      clip,
    };
    this.#people.set(id, person);
    for (const track of [person.camera, person.microphone]) await this.#programme.addTrack(track);
    this.#programme.addParticipant({ id, name: id });
  }

  #leave(): void {
    const [id, { camera, microphone, screen }] = this.#anyPerson();
    for (const track of [camera, microphone, screen]) track?.end();
    this.#programme.removeParticipant(id);
    this.#people.delete(id);
  }

  #mute(isOff: boolean): void {
    const [id, { microphone }] = this.#anyPerson();
    this.#programme.updateParticipant(id, { muted: isOff });
    microphone.pause(isOff);
  }

  #cameraOff(isOff: boolean): void {
    const [id, { camera }] = this.#anyPerson();
    this.#programme.updateParticipant(id, { cameraOff: isOff });
    camera.pause(isOff);
  }

  #switchCamera(): void {
    const [, person] = this.#anyPerson();
    person.clip = (person.clip + 1) % this.#clips.still.length;
    person.camera.replaceUnits(this.#clips.still[person.clip] ?? []);
  }

  async #shareOrStop(): Promise<void> {
    const [id, person] = this.#anyPerson();
    if (person.screen) {
      person.screen.end();
      delete person.screen;
      return;
    }
    person.screen = cameraTrack(id, this.#clips.screen, {
      trackId: `${id}-screen-${this.#joined}`,
      source: 'screen',
    });
    await this.#programme.addTrack(person.screen);
  }

  #changeLayout(): void {
    this.#programme.setLayout(this.#layout(this.#pick(KINDS)));
  }

  #layout(kind: LayoutInput['kind'], more: LayoutInput = {}): LayoutInput {
    return { kind, background: BACKGROUND, pinned: WITNESS, order: [WITNESS], ...more };
  }

  #showMedia(media: string): void {
    this.#programme.setLayout(this.#layout(this.#pick(KINDS_WITH_MEDIA), { media }));
  }

  #showScene(): void {
    const media = this.#pick([undefined, SLIDE, CLIP]);
    const kind = this.#pick(media === undefined ? KINDS : KINDS_WITH_MEDIA);
    const title = this.#pick([undefined, { text: 'A scene', subtitle: 'of a random show' }]);
    this.#programme.setScene({
      layout: this.#layout(kind, media === undefined ? {} : { media }),
      overlays: title ? { title } : {},
      transition: { kind: this.#pick(TRANSITIONS), durationMs: 400 },
    });
  }

  /** Another person than the witness lies over the corner, cropped and half seen through. */
  #placeSource(): void {
    const [id] = this.#anyPerson();
    const style = {
      ...{ personId: id, source: 'camera' as const, place: { x: 0.7, y: 0.05, width: 0.25, height: 0.25 } },
      ...{ crop: { left: 0.1, top: 0, right: 0.1, bottom: 0 }, opacity: this.#pick([0.5, 1]), layer: 1 },
      key: { colour: '#00b140', similarity: 0.2, smoothness: 0.1 },
    };
    this.#programme.setLayout(this.#layout(this.#pick(['grid', 'spotlight']), { sources: [style] }));
  }
}

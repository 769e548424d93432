// People who come, go, mute, turn cameras off and on, change them and share screens, and a host who tries layouts.
import type { LayoutInput, Programme } from '#compositor';
import type { Random } from '../kernel/seeded-random.js';
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
const BACKGROUND = '#303030';
export const WITNESS = 'witness';

export interface StageClips {
  /** Another brightness with each frame: a tile that freezes is found out. */
  flicker: SentUnit[];
  still: SentUnit[][];
  screen: SentUnit[];
  tone: SentUnit[];
}

export async function stageClips(): Promise<StageClips> {
  const flicker = vp8Units({
    ...plain('gray', 320, 180),
    bitrate: '600k',
    filter: "geq=lum='70+mod(N*37\\,140)':cb=128:cr=128",
  });
  const [moving, red, tall, screen, tone] = await Promise.all([
    flicker,
    vp8Units(plain('0xc00000', 320, 180)),
    vp8Units(plain('0x0040c0', 180, 320)),
    vp8Units(plain('0xe0e0e0', 640, 400)),
    opusUnits('sine=f=440', 2),
  ]);
  return { flicker: moving, still: [red, tall], screen, tone };
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

  private constructor(programme: Programme, random: Random, clips: StageClips) {
    this.#programme = programme;
    this.#random = random;
    this.#clips = clips;
  }

  /** Resolves when the witness is seen. */
  static async create(programme: Programme, random: Random, clips: StageClips): Promise<RandomStage> {
    const stage = new RandomStage(programme, random, clips);
    const seen = new Promise<void>((resolve) => {
      programme.events.on('event', ({ kind }) => kind === 'video-began' && resolve());
    });
    programme.setLayout({ background: BACKGROUND, pinned: WITNESS });
    await programme.addTrack(cameraTrack(WITNESS, clips.flicker));
    programme.addParticipant({ id: WITNESS, name: 'Witness' });
    await seen;
    return stage;
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
    const kind = this.#pick(KINDS);
    this.#programme.setLayout({ kind, background: BACKGROUND, pinned: WITNESS, order: [WITNESS] });
  }
}

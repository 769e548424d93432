import { Observed, type OwnDevices } from '#client';
import { readSetting, writeSetting } from '../../ui/settings.js';
import type { NoiseEffect, NoiseTrouble } from './noise-effect.js';

export interface MicrophoneNoiseState {
  /** Chosen; in music mode it rests. */
  isRemoved: boolean;
  /** Why the microphone is heard as it is although it was chosen. */
  trouble: NoiseTrouble | null;
}

type Devices = Pick<OwnDevices, 'state' | 'setMicrophoneEffect'>;
type CreateEffect = (
  onTrouble: (trouble: NoiseTrouble) => void,
) => Promise<Pick<NoiseEffect, keyof NoiseEffect>>;

/** The effect and the model are fetched when they are first wanted. */
const fetchEffect: CreateEffect = async (onTrouble) => {
  const { NoiseEffect: Effect } = await import('./noise-effect.js');
  return new Effect(onTrouble);
};

/** Whether noise is removed from this page's microphones. */
export class MicrophoneNoise {
  readonly state = new Observed<MicrophoneNoiseState>({ isRemoved: false, trouble: null });
  readonly #devices: Devices;
  readonly #create: CreateEffect;
  #isUsed = false;
  /** Counts effects: the trouble of one that was replaced changes nothing. */
  #effects = 0;

  constructor(devices: Devices, create: CreateEffect = fetchEffect) {
    this.#devices = devices;
    this.#create = create;
    devices.state.watch(() => void this.#apply());
  }

  /** What was chosen on this device the last time. */
  restore(): Promise<void> {
    return this.#set(readSetting('noise-removal') === 'on', null);
  }

  choose(isRemoved: boolean): Promise<void> {
    writeSetting('noise-removal', isRemoved ? 'on' : 'off');
    return this.#set(isRemoved, null);
  }

  #set(isRemoved: boolean, trouble: NoiseTrouble | null): Promise<void> {
    this.state.set({ isRemoved, trouble });
    return this.#apply();
  }

  /** An instrument is no noise: in music mode nothing is taken from it. */
  async #apply(): Promise<void> {
    const isUsed = this.state.value.isRemoved && !this.#devices.state.value.capture.isMusic;
    if (isUsed === this.#isUsed) return;
    this.#isUsed = isUsed;
    this.#effects += 1;
    if (isUsed) await this.#use(this.#effects);
    else await this.#devices.setMicrophoneEffect(null);
  }

  async #use(number: number): Promise<void> {
    const isLast = () => number === this.#effects;
    try {
      const effect = await this.#create((trouble) => {
        if (isLast()) void this.#set(false, trouble);
      });
      if (isLast()) await this.#devices.setMicrophoneEffect(effect);
    } catch {
      if (isLast()) await this.#set(false, 'failed');
    }
  }
}

const known = new WeakMap<OwnDevices, MicrophoneNoise>();

/** The same one in every dialog about these devices. */
export function noiseOf(devices: OwnDevices): MicrophoneNoise {
  const noise = known.get(devices) ?? new MicrophoneNoise(devices);
  known.set(devices, noise);
  return noise;
}

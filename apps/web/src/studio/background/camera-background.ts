import { Observed, type OwnDevices } from '#client';
import { readSetting, writeSetting } from '../../ui/settings.js';
import type { BackgroundEffect, BackgroundTrouble } from './background-effect.js';
import type { Background } from './background-messages.js';
import { backgroundSupport } from './background-support.js';

export type BackgroundKind = 'none' | Background['kind'];

export interface CameraBackgroundState {
  kind: BackgroundKind;
  /** Why nothing is painted although it was chosen. */
  trouble: BackgroundTrouble | 'image' | null;
}

type CreateEffect = (
  background: Background,
  onTrouble: (trouble: BackgroundTrouble) => void,
) => Promise<Pick<BackgroundEffect, keyof BackgroundEffect>>;

/** The effect and the library below it are fetched when they are first wanted. */
const fetchEffect: CreateEffect = async (background, onTrouble) => {
  const { BackgroundEffect: Effect } = await import('./background-effect.js');
  return new Effect(background, onTrouble);
};

/** No camera sends more, and a larger image would only be scaled down for each frame. */
const WIDEST_PX = 1_280;

/** What stands behind the person in front of this page's cameras. */
export class CameraBackground {
  readonly state = new Observed<CameraBackgroundState>({ kind: 'none', trouble: null });
  readonly #devices: Pick<OwnDevices, 'setCameraEffect'>;
  readonly #create: CreateEffect;
  /** Counts effects: the trouble of one that was replaced changes nothing. */
  #effects = 0;
  /** Counts what the person chose: an image that is still being read gives way to a later choice. */
  #choices = 0;

  constructor(devices: Pick<OwnDevices, 'setCameraEffect'>, create: CreateEffect = fetchEffect) {
    this.#devices = devices;
    this.#create = create;
  }

  /** What was chosen on this device the last time: before a camera is opened, so that the room is never seen. */
  async restore(): Promise<void> {
    if (readSetting('background') === 'blur' && backgroundSupport() === 'ready') await this.blur();
  }

  none(): Promise<void> {
    this.#choices += 1;
    writeSetting('background', 'none');
    return this.#off(null);
  }

  blur(): Promise<void> {
    this.#choices += 1;
    writeSetting('background', 'blur');
    return this.#use({ kind: 'blur' });
  }

  /** An image is for this visit: it is kept nowhere. */
  async image(file: Blob): Promise<void> {
    this.#choices += 1;
    const choice = this.#choices;
    try {
      const whole = await createImageBitmap(file);
      const scale = Math.min(1, WIDEST_PX / whole.width);
      const image = await createImageBitmap(whole, {
        resizeWidth: Math.max(1, Math.round(whole.width * scale)),
        resizeHeight: Math.max(1, Math.round(whole.height * scale)),
      });
      whole.close();
      if (choice === this.#choices) await this.#use({ kind: 'image', image });
    } catch {
      if (choice === this.#choices) this.state.patch({ trouble: 'image' });
    }
  }

  async #use(background: Background): Promise<void> {
    this.#effects += 1;
    const number = this.#effects;
    this.state.set({ kind: background.kind, trouble: null });
    const isLast = () => number === this.#effects;
    try {
      const effect = await this.#create(background, (trouble) => {
        if (isLast()) void this.#off(trouble);
      });
      if (isLast()) await this.#devices.setCameraEffect(effect);
    } catch {
      if (isLast()) await this.#off('failed');
    }
  }

  async #off(trouble: BackgroundTrouble | null): Promise<void> {
    this.#effects += 1;
    this.state.set({ kind: 'none', trouble });
    await this.#devices.setCameraEffect(null);
  }
}

const known = new WeakMap<OwnDevices, CameraBackground>();

/** The same one in every dialog about these devices. */
export function backgroundOf(devices: OwnDevices): CameraBackground {
  const background = known.get(devices) ?? new CameraBackground(devices);
  known.set(devices, background);
  return background;
}

import type { Clock } from '#kernel';
import { ImageStore, type SettingsStore } from '#show';

const KEYS = { name: 'site.name', colour: 'site.colour', logo: 'site.logo' } as const;
const DEFAULT_NAME = 'Proscenium';
/** Its images stand beside those of the shows. */
const FOLDER = 'site';
/** Another node may have changed it: a change is seen everywhere within this time. */
const READ_EVERY_MS = 5_000;

/** What this installation is called and how its pages style. */
export interface SiteStyle {
  name: string;
  /** `#rrggbb`; null: the colour that every installation has. */
  colour: string | null;
  logoUrl: string | null;
}

export interface SiteChange {
  name?: string | null | undefined;
  colour?: string | null | undefined;
}

export interface SiteOptions {
  settings: SettingsStore;
  images: Pick<ImageStore, 'add' | 'remove'>;
  clock: Clock;
}

/** Kept in memory, since each page asks for it; read again in the background. */
export class Site {
  readonly #settings: SettingsStore;
  readonly #images: SiteOptions['images'];
  readonly #clock: Clock;
  #style: SiteStyle;
  #readAtMs: number;

  static async create(options: SiteOptions): Promise<Site> {
    return new Site(options, await readStyle(options.settings));
  }

  private constructor({ settings, images, clock }: SiteOptions, style: SiteStyle) {
    this.#settings = settings;
    this.#images = images;
    this.#clock = clock;
    this.#style = style;
    this.#readAtMs = clock.monotonicMs();
  }

  get style(): SiteStyle {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#readAtMs >= READ_EVERY_MS) {
      this.#readAtMs = nowMs;
      // Without a database for a while, pages keep the style that they have.
      void this.#read().catch(() => undefined);
    }
    return this.#style;
  }

  /** Null takes a field back to what every installation has. */
  async change({ name, colour }: SiteChange): Promise<SiteStyle> {
    await this.#put(KEYS.name, name);
    await this.#put(KEYS.colour, colour?.toLowerCase() ?? colour);
    return this.#read();
  }

  /** The old logo is kept until the new one is in its place. */
  async setLogo(bytes: Uint8Array): Promise<SiteStyle> {
    const { id } = await this.#images.add(FOLDER, bytes);
    const before = await this.#settings.find(KEYS.logo);
    await this.#settings.set(KEYS.logo, id);
    await this.#forget(before);
    return this.#read();
  }

  async removeLogo(): Promise<SiteStyle> {
    const before = await this.#settings.find(KEYS.logo);
    await this.#settings.remove(KEYS.logo);
    await this.#forget(before);
    return this.#read();
  }

  async #read(): Promise<SiteStyle> {
    this.#style = await readStyle(this.#settings);
    this.#readAtMs = this.#clock.monotonicMs();
    return this.#style;
  }

  async #put(key: string, value: string | null | undefined): Promise<void> {
    if (value === null) await this.#settings.remove(key);
    else if (value !== undefined) await this.#settings.set(key, value);
  }

  /** A file that is gone already, or on another node, is not missed. */
  async #forget(id: string | undefined): Promise<void> {
    if (id !== undefined) await this.#images.remove(FOLDER, id).catch(() => undefined);
  }
}

async function readStyle(settings: SettingsStore): Promise<SiteStyle> {
  const [name, colour, logo] = await Promise.all([
    settings.find(KEYS.name),
    settings.find(KEYS.colour),
    settings.find(KEYS.logo),
  ]);
  return {
    name: name ?? DEFAULT_NAME,
    colour: colour ?? null,
    logoUrl: logo === undefined ? null : ImageStore.urlOf(FOLDER, logo),
  };
}

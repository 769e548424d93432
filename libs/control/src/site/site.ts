import { type Clock, InTurn } from '#kernel';
import { BRAND_FONTS, type BrandFont } from '#protocol';
import {
  ImageStore,
  type MediaFile,
  type MediaFileStore,
  type SettingsStore,
  type ShowBrand,
  SITE_FOLDER,
} from '#show';
import { type KeptFiles, readKeptFiles, replaceKeptFile } from './kept-files.js';

const KEYS = {
  name: 'site.name',
  colour: 'site.colour',
  logo: 'site.logo',
  font: 'site.font',
  background: 'site.background',
  intro: 'site.intro',
} as const;
const DEFAULT_NAME = 'Proscenium';
/** Another node may have changed it: a change is seen everywhere within this time. */
const READ_EVERY_MS = 5_000;

/** What this installation is called and how its pages and new shows look. */
export interface SiteStyle {
  name: string;
  /** `#rrggbb`; null: the colour that every installation has. */
  colour: string | null;
  logoUrl: string | null;
  font: BrandFont;
  backgroundUrl: string | null;
  /** A clip that new shows begin with, by its id. */
  introId: string | null;
}

export interface SiteChange {
  name?: string | null | undefined;
  colour?: string | null | undefined;
  font?: BrandFont | undefined;
}

export interface SiteOptions {
  settings: SettingsStore;
  images: Pick<ImageStore, 'add' | 'remove'>;
  mediaFiles: Pick<MediaFileStore, 'create' | 'addPart' | 'find' | 'list' | 'playable' | 'remove'>;
  clock: Clock;
}

interface Kept {
  style: SiteStyle;
  background: KeptFiles;
  intro: KeptFiles;
}

/** Kept in memory, since each page asks for it; read again in the background. */
export class Site {
  readonly #options: SiteOptions;
  /** Of two changes at once, one would be forgotten and its file kept for good. */
  readonly #replacing = new InTurn();
  #kept: Kept;
  #readAtMs: number;

  static async create(options: SiteOptions): Promise<Site> {
    return new Site(options, await readKept(options.settings));
  }

  private constructor(options: SiteOptions, kept: Kept) {
    this.#options = options;
    this.#kept = kept;
    this.#readAtMs = options.clock.monotonicMs();
    this.#bringIntro();
  }

  get style(): SiteStyle {
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#readAtMs >= READ_EVERY_MS) {
      this.#readAtMs = nowMs;
      // Without a database for a while, pages keep the style that they have.
      void this.#read().catch(() => undefined);
    }
    return this.#kept.style;
  }

  /** What a new show begins with; its hosts may change each of them. */
  get brandOfShows(): Pick<ShowBrand, 'font' | 'background' | 'intro'> {
    const { font, introId: intro } = this.style;
    return { font, background: this.#kept.background.current, intro };
  }

  /** Null takes a field back to what every installation has. */
  async change({ name, colour, font }: SiteChange): Promise<SiteStyle> {
    await this.#put(KEYS.name, name);
    await this.#put(KEYS.colour, colour?.toLowerCase() ?? colour);
    await this.#put(KEYS.font, font);
    return this.#read();
  }

  /** The old logo is kept until the new one is in its place. */
  async setLogo(bytes: Uint8Array): Promise<SiteStyle> {
    const { id } = await this.#options.images.add(SITE_FOLDER, bytes);
    return this.#replaceLogo(id);
  }

  removeLogo(): Promise<SiteStyle> {
    return this.#replaceLogo(null);
  }

  async setBackground(bytes: Uint8Array): Promise<SiteStyle> {
    const { id } = await this.#options.images.add(SITE_FOLDER, bytes);
    return this.#replaceBackground(id);
  }

  removeBackground(): Promise<SiteStyle> {
    return this.#replaceBackground(null);
  }

  /** The clip that new shows begin with; one that is not ready yet begins none of them. */
  get intro(): MediaFile | null {
    const { introId } = this.style;
    return (introId !== null && this.#options.mediaFiles.find(SITE_FOLDER, introId)) || null;
  }

  /** Its parts follow. */
  async beginIntro(wish: { name: string; sizeBytes: number }): Promise<MediaFile> {
    const file = await this.#options.mediaFiles.create(SITE_FOLDER, wish);
    await this.#replaceIntro(file.id);
    return file;
  }

  addIntroPart(fileId: string, fromByte: number, bytes: Uint8Array): Promise<MediaFile> {
    return this.#options.mediaFiles.addPart(SITE_FOLDER, fileId, fromByte, bytes);
  }

  async removeIntro(): Promise<void> {
    await this.#replaceIntro(null);
  }

  async #read(): Promise<SiteStyle> {
    const before = this.#kept.style.introId;
    this.#kept = await readKept(this.#options.settings);
    this.#readAtMs = this.#options.clock.monotonicMs();
    if (this.#kept.style.introId !== before) this.#bringIntro();
    return this.#kept.style;
  }

  /** Another node may have it: it is here before a show begins with it. */
  #bringIntro(): void {
    const { mediaFiles } = this.#options;
    const { introId } = this.#kept.style;
    if (introId === null) return;
    void mediaFiles.list(SITE_FOLDER).then(
      () => mediaFiles.playable(SITE_FOLDER, introId),
      () => undefined,
    );
  }

  async #put(key: string, value: string | null | undefined): Promise<void> {
    if (value === null) await this.#options.settings.remove(key);
    else if (value !== undefined) await this.#options.settings.set(key, value);
  }

  async #replaceLogo(id: string | null): Promise<SiteStyle> {
    const { settings, images } = this.#options;
    const before = await this.#replacing.run(async () => {
      const replaced = await settings.find(KEYS.logo);
      await this.#put(KEYS.logo, id);
      return replaced;
    });
    if (before !== undefined) await gone(images.remove(SITE_FOLDER, before));
    return this.#read();
  }

  async #replaceBackground(id: string | null): Promise<SiteStyle> {
    const { images } = this.#options;
    for (const dropped of await this.#replace(KEYS.background, id))
      await gone(images.remove(SITE_FOLDER, dropped));
    return this.#read();
  }

  async #replaceIntro(id: string | null): Promise<void> {
    const { mediaFiles } = this.#options;
    for (const dropped of await this.#replace(KEYS.intro, id))
      await gone(mediaFiles.remove(SITE_FOLDER, dropped));
    await this.#read();
  }

  #replace(key: string, id: string | null): Promise<readonly string[]> {
    const { settings } = this.#options;
    return this.#replacing.run(async () => {
      const { kept, dropped } = replaceKeptFile(readKeptFiles(await settings.find(key)), id);
      await settings.set(key, JSON.stringify(kept));
      return dropped;
    });
  }
}

/** A file that is deleted already, or on another node, is not missed. */
const gone = (removal: Promise<void>): Promise<void> => removal.catch(() => undefined);

async function readKept(settings: SettingsStore): Promise<Kept> {
  const texts = await Promise.all(Object.values(KEYS).map((key) => settings.find(key)));
  const [name, colour, logo, font, backgrounds, intros] = texts;
  const [background, intro] = [readKeptFiles(backgrounds), readKeptFiles(intros)];
  const style = {
    name: name ?? DEFAULT_NAME,
    colour: colour ?? null,
    logoUrl: urlOf(logo ?? null),
    font: BRAND_FONTS.find((each) => each === font) ?? 'sans',
    backgroundUrl: urlOf(background.current),
    introId: intro.current,
  };
  return { style, background, intro };
}

const urlOf = (id: string | null): string | null => (id === null ? null : ImageStore.urlOf(SITE_FOLDER, id));

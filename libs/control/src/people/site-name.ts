import type { SettingsStore } from '#show';

const KEY = 'site.name';
const DEFAULT_NAME = 'Proscenium';

/** What this installation is called wherever people see it. Read once; pages ask for it with every request. */
export class SiteName {
  readonly #settings: SettingsStore;
  #current: string;

  static async create(settings: SettingsStore): Promise<SiteName> {
    return new SiteName(settings, (await settings.find(KEY)) ?? DEFAULT_NAME);
  }

  private constructor(settings: SettingsStore, current: string) {
    this.#settings = settings;
    this.#current = current;
  }

  get current(): string {
    return this.#current;
  }

  async set(name: string): Promise<void> {
    await this.#settings.set(KEY, name);
    this.#current = name;
  }
}

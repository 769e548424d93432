/** What the installation itself remembers. */
export interface SettingsStore {
  find(key: string): Promise<string | undefined>;
  /** Writes only when nothing is stored, and answers what is stored then: first writer wins. */
  settle(key: string, value: string): Promise<string>;
  set(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
}

import { type Clock, newId, TypedEvents } from '#kernel';
import type { SiteWords } from '#protocol';
import type { SiteBanRecord, SiteDefencesStore } from '../ports/site-defences-store.js';
import type { Subject } from '../restrictions.js';
import { WordClasses } from './word-classes.js';

export interface SiteGuardEvents {
  /** A ban was added here, or on another node a moment ago. */
  banned: { ban: SiteBanRecord };
}

/** Another node may have changed the lists: a change is seen everywhere within this time. */
const READ_EVERY_MS = 5_000;
/** The newest bans, all that are kept in memory: older ones are read from the store at the entrance. */
const BANS = 5_000;

export const NO_SITE_WORDS: SiteWords = {
  blocked: [],
  profanity: [],
  hostility: [],
  discrimination: [],
  sexual: [],
  spam: [],
};

/** What every show of the site shares, kept in memory: its lists of words and its bans. */
export class SiteGuard {
  readonly events = new TypedEvents<SiteGuardEvents>();
  readonly #store: SiteDefencesStore;
  readonly #clock: Clock;
  #words = NO_SITE_WORDS;
  #classes = new WordClasses(NO_SITE_WORDS, []);
  #bans: readonly SiteBanRecord[] = [];
  /** The store may have older ones than memory. */
  #hasOlder = false;
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #hasRead = false;
  /** Counts the changes made here: a read that began before one of them is out of date. */
  #changes = 0;

  constructor(store: SiteDefencesStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Waits for the first read only. Later reads run in the background; while the store is away, the last known lists hold. */
  async ready(): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#readAtMs < READ_EVERY_MS) return this.#hasRead ? undefined : this.#reading;
    this.#readAtMs = nowMs;
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
    });
    if (this.#hasRead) this.#reading.catch(() => undefined);
    else await this.#reading;
  }

  get words(): SiteWords {
    return this.#words;
  }

  get classes(): WordClasses {
    return this.#classes;
  }

  get bans(): readonly SiteBanRecord[] {
    return this.#bans;
  }

  /** By the newest bans, which are those of people who had entered before. */
  isBanned({ personId, deviceHash }: Subject): boolean {
    return this.#bans.some(
      (ban) => ban.subjectId === personId || (ban.deviceHash !== null && ban.deviceHash === deviceHash),
    );
  }

  /** By all bans. Reads the store only where it may have more of them than memory. */
  async isRefused(subject: Subject): Promise<boolean> {
    await this.ready();
    return this.isBanned(subject) || (this.#hasOlder && (await this.#store.hasBan(subject)));
  }

  async setWords(words: SiteWords): Promise<void> {
    await this.#store.setWords(words);
    this.#changes += 1;
    this.#take(words);
  }

  async ban(wish: Omit<SiteBanRecord, 'id' | 'createdAtMs'>): Promise<SiteBanRecord> {
    const ban = { ...wish, id: newId('ban'), createdAtMs: this.#clock.wallMs() };
    await this.#store.addBan(ban);
    this.#changes += 1;
    this.#keep([ban, ...this.#bans]);
    this.events.emit('banned', { ban });
    return ban;
  }

  /** Answers whether there was one. */
  async unban(id: string): Promise<boolean> {
    const wasThere = await this.#store.removeBan(id);
    this.#changes += 1;
    this.#bans = this.#bans.filter((ban) => ban.id !== id);
    return wasThere;
  }

  async #read(): Promise<void> {
    const changes = this.#changes;
    const known = new Set(this.#bans.map(({ id }) => id));
    const [words, bans] = await Promise.all([this.#store.words(), this.#store.listBans(BANS)]).catch(
      (error) => {
        // The next request reads again.
        if (!this.#hasRead) this.#readAtMs = Number.NEGATIVE_INFINITY;
        throw error;
      },
    );
    if (this.#hasRead && changes !== this.#changes) return;
    this.#take(words ?? NO_SITE_WORDS);
    this.#hasOlder = false;
    this.#keep(bans);
    const fresh = this.#hasRead ? bans.filter(({ id }) => !known.has(id)) : [];
    this.#hasRead = true;
    for (const ban of fresh) this.events.emit('banned', { ban });
  }

  #keep(bans: readonly SiteBanRecord[]): void {
    this.#bans = bans.slice(0, BANS);
    this.#hasOlder ||= bans.length >= BANS;
  }

  #take(words: SiteWords): void {
    if (JSON.stringify(words) === JSON.stringify(this.#words)) return;
    this.#words = words;
    this.#classes = new WordClasses(words, words.blocked);
  }
}

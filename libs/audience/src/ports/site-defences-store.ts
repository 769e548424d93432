import type { SiteWords } from '#protocol';
import type { Subject } from '../restrictions.js';

/** A ban of a person and the device from every show of the site. */
export interface SiteBanRecord {
  id: string;
  subjectId: string;
  deviceHash: string | null;
  name: string;
  reason: string;
  byId: string;
  byName: string;
  createdAtMs: number;
}

/** The lists that all shows of a site share. */
export interface SiteDefencesStore {
  words(): Promise<SiteWords | undefined>;
  setWords(words: SiteWords): Promise<void>;
  /** The newest first. */
  listBans(limit: number): Promise<SiteBanRecord[]>;
  /** Of this person, or of the device, however old. */
  hasBan(subject: Subject): Promise<boolean>;
  addBan(ban: SiteBanRecord): Promise<void>;
  removeBan(id: string): Promise<boolean>;
}

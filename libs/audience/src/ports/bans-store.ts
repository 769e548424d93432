export interface BanRecord {
  id: string;
  showId: string;
  kind: 'timeout' | 'ban';
  subjectId: string;
  deviceHash: string | null;
  name: string;
  reason: string;
  byId: string;
  byName: string;
  createdAtMs: number;
  expiresAtMs: number | null;
}

export interface BansStore {
  add(ban: BanRecord): Promise<void>;
  /** Neither lifted nor over. */
  active(showId: string, nowMs: number): Promise<BanRecord[]>;
  lift(showId: string, id: string, atMs: number): Promise<BanRecord | undefined>;
}

/** Days that each kind of record is kept; null keeps it as long as its show. */
export interface RetentionDays {
  chat: number | null;
  audit: number;
  visits: number;
  webhookLog: number;
}

export interface RetentionStore {
  /** Deletes what is older than its kind may be; answers how many rows went. */
  purge(days: RetentionDays, nowMs: number): Promise<Record<keyof RetentionDays, number>>;
  /** Deletes what an account-less person said and did: by author id or device, in one show or in all. */
  eraseViewer(viewer: { authorId?: string; deviceHash?: string }): Promise<number>;
}

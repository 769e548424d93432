export interface StoredAnswer {
  requestHash: string;
  /** Null while the first request is still under way. */
  status: number | null;
  body: unknown;
  createdAtMs: number;
}

export interface IdempotencyStore {
  /** Claims the key; answers what is stored when it was claimed before. */
  begin(scope: string, key: string, requestHash: string, nowMs: number): Promise<StoredAnswer | undefined>;
  finish(scope: string, key: string, status: number, body: unknown): Promise<void>;
  /** The first request failed: the key is free again. */
  abandon(scope: string, key: string): Promise<void>;
  removeBefore(beforeMs: number): Promise<number>;
}

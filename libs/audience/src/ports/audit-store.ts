export interface AuditRecord {
  id: string;
  position: number;
  showId: string | null;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  targetId: string | null;
  details: Record<string, unknown>;
  createdAtMs: number;
}

export interface AuditStore {
  add(entries: readonly AuditRecord[]): Promise<void>;
  /** Newest first. */
  list(
    filter: { showId?: string; actorId?: string; action?: string },
    before: number | null,
    limit: number,
  ): Promise<AuditRecord[]>;
}

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

export interface AuditFilter {
  showId?: string;
  actorId?: string;
  /** Actions, and families of them: the first part of their names. */
  actions?: readonly string[];
  /** Part of the name of who did it. */
  actorName?: string;
}

export interface AuditStore {
  add(entries: readonly AuditRecord[]): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter, before: number | null, limit: number): Promise<AuditRecord[]>;
}

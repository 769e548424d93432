/** Lists are read newest first, from a place that stays true while rows are added. */
export interface PagePlace {
  createdAtMs: number;
  id: string;
}

export interface PageRequest {
  limit: number;
  after: PagePlace | null;
}

export interface Page<T> {
  items: T[];
  /** Where the next page starts, or null at the end. */
  next: PagePlace | null;
}

/** Something that each node follows: who owns a thing, a show, or who is banned from a show. */
export interface Change {
  kind: 'ownership' | 'show' | 'bans';
  /** The thing, or the id of the show. */
  id: string;
}

/** Up to where a reader knows the changes. */
export interface ChangeCursor {
  /** One start of one server of the database: numbers of another one mean something else. */
  server: string;
  transaction: bigint;
  /** By the database's clock. */
  atMs: number;
}

export interface Changes {
  cursor: ChangeCursor;
  /** Nothing when it is not known what has changed since then: all of it has to be read. */
  changed: readonly Change[] | undefined;
}

export interface ChangesStore {
  /** What has changed since an answer before: never too little, a change may be told again. */
  since(before: ChangeCursor | undefined): Promise<Changes>;
}

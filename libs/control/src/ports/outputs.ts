/** Where a show is sent on to. */
export interface OutputRecord {
  id: string;
  showId: string;
  name: string;
  preset: string;
  /** Without the key. */
  url: string;
  sealedKey: string;
  /** It gets the show while that is on air. */
  isOn: boolean;
  createdAtMs: number;
}

export interface OutputsStore {
  /** Answers false when the show has `limit` outputs already. */
  create(output: OutputRecord, limit: number): Promise<boolean>;
  find(id: string): Promise<OutputRecord | undefined>;
  list(showId: string): Promise<OutputRecord[]>;
  setOn(id: string, isOn: boolean): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}

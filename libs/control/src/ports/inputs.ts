/** `guest`: one participant more. `programme`: the whole canvas. `backup`: takes over while the programme's input is away. */
export const INPUT_PURPOSES = ['guest', 'programme', 'backup'] as const;
export type InputPurpose = (typeof INPUT_PURPOSES)[number];

/** Where an encoder sends to. */
export interface InputRecord {
  id: string;
  showId: string;
  name: string;
  as: InputPurpose;
  /** On the stage while it sends; otherwise it waits backstage. */
  onStage: boolean;
  sealedKey: string;
  tokenHash: string;
  createdAtMs: number;
}

export interface InputsStore {
  /** No show of this site has any. */
  isEmpty(): Promise<boolean>;
  /** Answers false when the show has `limit` inputs already. */
  create(input: InputRecord & { keyHash: string }, limit: number): Promise<boolean>;
  find(id: string): Promise<InputRecord | undefined>;
  findByKeyHash(keyHash: string): Promise<InputRecord | undefined>;
  list(showId: string): Promise<InputRecord[]>;
  setSecrets(
    id: string,
    secrets: Pick<InputRecord, 'sealedKey' | 'tokenHash'> & { keyHash: string },
  ): Promise<boolean>;
  setOnStage(id: string, onStage: boolean): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}

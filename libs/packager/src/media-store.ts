/** Where finished media lies. Neither twin ever blocks the live edge or throws at it. */
export interface MediaStore {
  put(name: string, bytes: Buffer): void;
  has(name: string): boolean;
  /** From memory at once, from disk in a moment; nothing when it is not there. */
  find(name: string): Buffer | Promise<Buffer | undefined> | undefined;
  /** No longer near the live edge. Whether it can still be had afterwards. */
  demote(name: string): boolean;
  drop(name: string): void;
  readonly storedBytes: number;
  close(): Promise<void>;
}

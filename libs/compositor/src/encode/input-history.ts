/** Some units of an encoder's input: one frame, or the samples of one tick. */
export interface InputPiece {
  bytes: Uint8Array;
  unit: number;
  units: number;
}

/**
 * What encoders were given lately. A run reads all its input from here, so a spare run that takes over is given again
 * what the run before it had taken and not delivered.
 */
export interface InputHistory {
  /** The oldest unit that is still there. */
  readonly firstUnit: number | undefined;
  /** Every piece from this unit on, oldest first. `done` says that the bytes are not read any more. */
  each(fromUnit: number, take: (piece: InputPiece, done: () => void) => void): void;
  /** What lies before was delivered. */
  forgetBefore(unit: number): void;
  /** Time was lost: what was written before is not continued. */
  clear(): void;
}

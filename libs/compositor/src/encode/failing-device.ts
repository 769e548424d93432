const FAULTS_AT_MOST = 3;
/** A start that hangs is given up after eight seconds, or fifteen. */
const WITHIN_MS = { died: 10_000, 'not-started': 60_000 };

/** The process that is published died, or its spare did not start. */
export type EncoderFault = keyof typeof WITHIN_MS;

/** Tells of an encoder that fails again and again: another one must take its place. */
export class FailingDevice {
  readonly #faultsMs: Record<EncoderFault, number[]> = { died: [], 'not-started': [] };

  /** Answers whether it failed once too often. */
  failed(fault: EncoderFault, nowMs: number): boolean {
    const recent = this.#faultsMs[fault].filter((ms) => nowMs - ms < WITHIN_MS[fault]);
    this.#faultsMs[fault] = [...recent, nowMs];
    return recent.length + 1 >= FAULTS_AT_MOST;
  }
}

import type { Clock, FrameChannel } from '#kernel';

export interface AnswersOptions {
  channel: FrameChannel;
  /** A writer that runs answers at once. */
  ask(): void;
  /** Nothing came for three questions, or something came after that. */
  tell(what: 'silent' | 'heard'): void;
  clock: Clock;
}

const ASK_EVERY_MS = 100;
/** Time counts by the questions of this process: where it did not run itself, nobody else is silent. */
const SILENT_QUESTIONS = 3;

/** Asks a writer again and again, to know within 0.3 s that it does not run. Returns the function that ends it. */
export function watchAnswers({ channel, ask, tell, clock }: AnswersOptions): () => void {
  let unanswered = 0;
  channel.events.on('frame', () => {
    if (unanswered > SILENT_QUESTIONS) tell('heard');
    unanswered = 0;
  });
  return clock.every(ASK_EVERY_MS, () => {
    if (unanswered === SILENT_QUESTIONS) tell('silent');
    unanswered += 1;
    // What a peer that hangs does not take must not pile up.
    if (channel.pendingBytes === 0) ask();
  });
}

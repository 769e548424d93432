import type { EncoderEpoch, ProgrammeSink } from '#compositor';
import type { FragmentIntake } from '#packager';

/** Where a programme that began anew belongs on the show's first timeline. */
export interface Shift {
  intake: FragmentIntake;
  /** Its time zero is this long after the show's. A whole number of frames, so that picture and sound move alike. */
  seconds: number;
  /** Its epochs are numbered on from here, so that none is mistaken for one of an earlier programme. */
  epochs: number;
}

/** The shift is known once the programme has told its anchor, which it does before the first epoch. */
export function shiftedIntake(shift: () => Shift): ProgrammeSink {
  return {
    epochOpened(epoch: EncoderEpoch) {
      const { intake, seconds, epochs } = shift();
      const { units, perSecond } = epoch.start;
      const start = { units: units + Math.round(seconds * perSecond), perSecond };
      intake.epochOpened({ ...epoch, epoch: epoch.epoch + epochs, start });
    },
    bytes(renditionId, epoch, chunk) {
      const { intake, epochs } = shift();
      intake.bytes(renditionId, epoch + epochs, chunk);
    },
    epochClosed(renditionId, epoch) {
      const { intake, epochs } = shift();
      intake.epochClosed(renditionId, epoch + epochs);
    },
  };
}

/** Whole frames from the show's first anchor to this programme's, rounded up: time never goes back. */
export function shiftSecondsOf(firstAnchorWallMs: number, anchorWallMs: number, frameRate: number): number {
  return Math.max(0, Math.ceil(((anchorWallMs - firstAnchorWallMs) / 1_000) * frameRate) / frameRate);
}

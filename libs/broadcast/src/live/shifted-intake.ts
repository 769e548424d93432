import type { EncoderEpoch, ProgrammeSink } from '#compositor';
import type { FragmentIntake } from '#packager';

/**
 * Puts a programme that began anew after a restart where it belongs on the show's first timeline: its time zero
 * is `shiftSeconds` after the show's. A whole number of frames, so that picture and sound move alike.
 */
export function shiftedIntake(intake: () => FragmentIntake, shiftSeconds: () => number): ProgrammeSink {
  return {
    epochOpened(epoch: EncoderEpoch) {
      const { units, perSecond } = epoch.start;
      const start = { units: units + Math.round(shiftSeconds() * perSecond), perSecond };
      intake().epochOpened({ ...epoch, start });
    },
    bytes: (renditionId, epoch, chunk) => intake().bytes(renditionId, epoch, chunk),
    epochClosed: (renditionId, epoch) => intake().epochClosed(renditionId, epoch),
  };
}

/** Whole frames from the show's first anchor to this run's, rounded up: time never goes back. */
export function shiftOf(firstAnchorWallMs: number, anchorWallMs: number, frameRate: number): number {
  return Math.max(0, Math.ceil(((anchorWallMs - firstAnchorWallMs) / 1_000) * frameRate) / frameRate);
}

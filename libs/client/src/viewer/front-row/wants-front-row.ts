import type { ViewerState } from '../viewer-state.js';

type Choices = Pick<ViewerState, 'phase' | 'chosenQuality' | 'chosenCaption'>;

/** The front row has one quality and no captions, and is for a page that is seen. */
export const wantsFrontRow = (
  { phase, chosenQuality, chosenCaption }: Choices,
  { hidden, pictureInPictureElement }: Pick<Document, 'hidden' | 'pictureInPictureElement'>,
): boolean =>
  phase === 'playing' &&
  chosenQuality === null &&
  chosenCaption === null &&
  !hidden &&
  !pictureInPictureElement;

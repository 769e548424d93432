import type { ShowId } from '#kernel';
import type { ViewerFigures } from './schemas/shows.js';

export const VIEWERS = Symbol('viewers');

/** Who counts viewers, as far as REST tells it. */
export interface Viewers {
  figures(showId: ShowId): ViewerFigures;
}

import { ApiFailure } from '#client';
import { ProblemState } from './problem-state.js';

const NO_SUCH_PAGE = new ApiFailure('page-not-found', '', 404);
const reload = () => location.reload();

/** In the place of a page that is not there. */
export function NotFound() {
  return <ProblemState error={NO_SUCH_PAGE} onRetry={reload} />;
}

import { ApiFailure } from '#client';
import { useText } from '../i18n/use-text.js';
import { PageShell } from './page-shell.js';
import { ProblemState } from './problem-state.js';

const NO_SUCH_PAGE = new ApiFailure('page-not-found', '', 404);
const reload = () => location.reload();

export function NotFoundPage() {
  const t = useText();
  return (
    <PageShell title={t('problem.not-found.title')}>
      <ProblemState error={NO_SUCH_PAGE} onRetry={reload} />
    </PageShell>
  );
}

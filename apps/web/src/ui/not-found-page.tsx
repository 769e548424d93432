import { useText } from '../i18n/use-text.js';
import { NotFound } from './not-found.js';
import { PageShell } from './page-shell.js';

export function NotFoundPage() {
  const t = useText();
  return (
    <PageShell title={t('problem.not-found.title')}>
      <NotFound />
    </PageShell>
  );
}

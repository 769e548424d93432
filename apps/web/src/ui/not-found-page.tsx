import { DoorClosed } from 'lucide-react';
import { Link } from 'wouter';
import { useText } from '../i18n/use-text.js';
import { buttonClass } from './button.js';
import { EmptyState } from './notice.js';
import { PageShell } from './page-shell.js';

export function NotFoundPage() {
  const t = useText();
  return (
    <PageShell title={t('problem.not-found.title')}>
      <div className="centre">
        <EmptyState
          isPage
          icon={<DoorClosed />}
          title={t('problem.not-found.title')}
          text={t('problem.not-found.text')}
        >
          <Link href="/" className={buttonClass('outline')}>
            {t('common.back')}
          </Link>
        </EmptyState>
      </div>
    </PageShell>
  );
}

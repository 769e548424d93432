import { LogOut } from 'lucide-react';
import { Link } from 'wouter';
import type { EndReason, Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button, buttonClass } from '../ui/button.js';
import { EmptyState } from '../ui/notice.js';
import { PageShell } from '../ui/page-shell.js';
import { ShowPageLink } from './show-page-link.js';

interface StudioOverProps {
  reason: EndReason;
  show: Show;
  isModerator: boolean;
  onBack(): void;
}

/** Whatever ended it, a sentence and a way on. */
export function StudioOver({ reason, show, isModerator, onBack }: StudioOverProps) {
  const t = useText();
  return (
    <PageShell title={show.title}>
      <div className="centre">
        <EmptyState
          isPage
          icon={<LogOut />}
          title={t('studio.left.title')}
          text={t(`studio.ended-by.${reason}`)}
        >
          <div className="row">
            {reason === 'taken-over' ? (
              <Button variant="primary" onClick={onBack}>
                {t('studio.take-over')}
              </Button>
            ) : null}
            {reason === 'show-ended' && isModerator ? <ShowPageLink showId={show.id} /> : null}
            <Link href={`/watch/${show.id}`} className={buttonClass('outline')}>
              {t('owner.show.watch')}
            </Link>
          </div>
        </EmptyState>
      </div>
    </PageShell>
  );
}

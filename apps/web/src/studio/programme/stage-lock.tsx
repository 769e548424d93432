import { Lock, LockOpen } from 'lucide-react';
import type { Connection } from '#client';
import { useText } from '../../i18n/use-text.js';
import { Badge } from '../../ui/badge.js';
import { IconButton } from '../../ui/icon-button.js';
import { runAction } from '../../ui/run-action.js';

interface StageLockProps {
  connection: Connection;
  isLocked: boolean;
  mayLock: boolean;
}

/** A locked stage lets nobody in who is not here already. */
export function StageLock({ connection, isLocked, mayLock }: StageLockProps) {
  const t = useText();
  const toggle = () => runAction(connection.request('moderation.lock', { locked: !isLocked }));
  return (
    <>
      {isLocked ? <Badge mood="warn">{t('studio.lock.locked')}</Badge> : null}
      {mayLock ? (
        <IconButton
          size="small"
          variant="ghost"
          name={t(isLocked ? 'studio.lock.off' : 'studio.lock.on')}
          onClick={toggle}
        >
          {isLocked ? <Lock size={14} /> : <LockOpen size={14} />}
        </IconButton>
      ) : null}
    </>
  );
}

import { Link } from 'wouter';
import { useText } from '../../i18n/use-text.js';
import { whenText } from '../../ui/show-text.js';
import type { AuditEntry } from './use-audit-log.js';

interface AuditListProps {
  entries: readonly AuditEntry[];
  /** Entries of several shows lead to their show. */
  hasShow: boolean;
}

/** A list and no table: an action and what it was done to are read on a phone too. */
export function AuditList({ entries, hasShow }: AuditListProps) {
  const t = useText();
  return (
    <ul className="audit-list" aria-label={t('owner.audit')}>
      {entries.map(({ id, at, actor, action, targetId, showId }) => (
        <li key={id} className="audit-row">
          <span className="row-tight">
            <strong title={actor.id}>{actor.name || actor.id}</strong>
            <span className="mono">{action}</span>
          </span>
          <span className="row-tight small dim">
            <span className="tabular">{whenText(at)}</span>
            {targetId === null ? null : <span className="mono">{targetId}</span>}
            {hasShow && showId !== null ? (
              <Link href={`/owner/shows/${showId}`} className="mono">
                {showId}
              </Link>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

import { Link } from 'wouter';
import { useText } from '../../i18n/use-text.js';
import { whenText } from '../../ui/show-text.js';
import '../../ui/results-table.css';
import type { AuditEntry } from './use-audit-log.js';

interface AuditTableProps {
  entries: readonly AuditEntry[];
  /** Entries of several shows lead to their show. */
  hasShow: boolean;
}

export function AuditTable({ entries, hasShow }: AuditTableProps) {
  const t = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
    <section className="audit-table results-table" tabIndex={0} aria-label={t('owner.audit')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('owner.audit.when')}</th>
            <th scope="col">{t('owner.audit.actor')}</th>
            <th scope="col">{t('owner.audit.action')}</th>
            <th scope="col">{t('owner.audit.target')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ id, at, actor, action, targetId, showId }) => (
            <tr key={id}>
              <td className="small dim tabular">{whenText(at)}</td>
              <td title={actor.id}>{actor.name || actor.id}</td>
              <td className="mono">{action}</td>
              <td className="mono dim">
                {targetId}
                {hasShow && showId !== null ? (
                  <>
                    {targetId === null ? null : ' '}
                    <Link href={`/owner/shows/${showId}`}>{showId}</Link>
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

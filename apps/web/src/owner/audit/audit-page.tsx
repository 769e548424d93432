import { useText } from '../../i18n/use-text.js';
import { PageHead } from '../page-head.js';
import { AuditLog } from './audit-log.js';

/** Who did what on this site. */
export function AuditPage() {
  const t = useText();
  return (
    <>
      <PageHead title={t('owner.audit')} />
      <div className="card card-pad stack">
        <p className="dim">{t('owner.audit.lead')}</p>
        <AuditLog />
      </div>
    </>
  );
}

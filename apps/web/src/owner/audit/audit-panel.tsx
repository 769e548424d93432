import { useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import type { ShowPanelProps } from '../show-panel.js';
import { AuditLog } from './audit-log.js';

/** Who did what in this show: loaded when its dialogue opens. */
export function AuditPanel({ show }: ShowPanelProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.audit')}>
      <h2>{t('owner.audit')}</h2>
      <p className="dim">{t('owner.audit.show.lead')}</p>
      <div className="row">
        <Button variant="outline" onClick={() => setOpen(true)}>
          {t('owner.audit.open')}
        </Button>
      </div>
      <Dialog wide open={isOpen} onClose={() => setOpen(false)} title={t('owner.audit')}>
        <div className="stack">
          <AuditLog showId={show.id} />
        </div>
      </Dialog>
    </section>
  );
}

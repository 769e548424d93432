import { useState } from 'react';
import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { problemText } from '../ui/problem-text.js';
import { QrCode } from '../ui/qr-code.js';
import { toast } from '../ui/toast.js';
import '../watch/share.css';

export const watchUrl = (showId: string): string => `${location.origin}/watch/${showId}`;

export function ShareDialog({ show, open, onClose }: { show: Show; open: boolean; onClose(): void }) {
  const t = useText();
  const [guestUrl, setGuestUrl] = useState<string>();
  const [busy, setBusy] = useState(false);
  const url = watchUrl(show.id);
  const makeGuestLink = async () => {
    setBusy(true);
    try {
      setGuestUrl((await api.inviteToShow(show.id, 'guest')).url);
    } catch (error) {
      toast(problemText(error));
    }
    setBusy(false);
  };
  return (
    <Dialog open={open} onClose={onClose} title={t('studio.share')}>
      <div className="stack">
        <div className="share-row">
          <QrCode text={url} name={t('watch.share.qr')} />
          <div className="stack grow">
            <CopyField label={t('studio.share.watch')} value={url} />
            {guestUrl ? (
              <CopyField label={t('studio.share.guest')} value={guestUrl} />
            ) : (
              <div className="stack-tight">
                <Button variant="outline" busy={busy} onClick={() => void makeGuestLink()}>
                  {t('studio.share.guest.make')}
                </Button>
              </div>
            )}
            <p className="field-hint">{t('studio.share.guest.hint')}</p>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

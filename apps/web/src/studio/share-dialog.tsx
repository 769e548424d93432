import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { ShowLinks } from '../links/show-links.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { QrCode } from '../ui/qr-code.js';
import { findTicket } from '../ui/tickets.js';
import '../watch/share.css';

interface ShareDialogProps {
  show: Show;
  isHost: boolean;
  open: boolean;
  onClose(): void;
}

/** The show's own address, and links that carry a role. */
export function ShareDialog({ show, isHost, open, onClose }: ShareDialogProps) {
  const t = useText();
  const url = `${location.origin}/watch/${show.id}`;
  return (
    <Dialog open={open} onClose={onClose} title={t('studio.share')}>
      <div className="stack">
        <div className="share-row">
          <QrCode text={url} name={t('watch.share.qr')} />
          <div className="stack grow">
            <CopyField label={t('studio.share.watch')} value={url} />
          </div>
        </div>
        <ShowLinks showId={show.id} credential={findTicket(show.id)?.ticket} isHost={isHost} />
      </div>
    </Dialog>
  );
}

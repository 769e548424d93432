import { useText } from '../i18n/use-text.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { QrCode } from '../ui/qr-code.js';
import './share.css';

export function ShareSheet({ showId, onClose }: { showId: string; onClose(): void }) {
  const t = useText();
  const url = `${location.origin}/watch/${showId}`;
  const embed = `<script async src="${location.origin}/embed.js"></script><proscenium-show show="${showId}"></proscenium-show>`;
  return (
    <Dialog open onClose={onClose} title={t('watch.share.title')}>
      <div className="share-row">
        <QrCode text={url} name={t('watch.share.qr')} />
        <div className="stack grow">
          <CopyField label={t('watch.share.link')} value={url} />
          <CopyField label={t('watch.share.embed')} value={embed} />
        </div>
      </div>
    </Dialog>
  );
}

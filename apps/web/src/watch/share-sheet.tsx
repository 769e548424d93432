import type { Recording, Show, ViewerClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { QrCode } from '../ui/qr-code.js';
import { ClipButton } from './clip-button.js';
import './share.css';

interface ShareSheetProps {
  show: Show;
  viewer: ViewerClient | undefined;
  /** Of a show that is watched again. */
  recording: Recording | undefined;
  onClose(): void;
}

export function ShareSheet({ show, viewer, recording, onClose }: ShareSheetProps) {
  const t = useText();
  const url = `${location.origin}/watch/${show.id}`;
  const embed = `<script async src="${location.origin}/embed.js"></script><proscenium-show show="${show.id}"></proscenium-show>`;
  return (
    <Dialog open onClose={onClose} title={t('watch.share.title')}>
      <div className="share-row">
        <QrCode text={url} name={t('watch.share.qr')} />
        <div className="stack grow">
          <CopyField label={t('watch.share.link')} value={url} />
          <CopyField label={t('watch.share.embed')} value={embed} />
          {viewer ? <ClipButton show={show} viewer={viewer} recording={recording} /> : null}
        </div>
      </div>
    </Dialog>
  );
}

import { useText } from '../i18n/use-text.js';
import { Dialog } from './dialog.js';
import './keys-dialog.css';

export function KeysDialog({
  keys,
  open,
  onClose,
}: {
  keys: readonly [string, string][];
  open: boolean;
  onClose(): void;
}) {
  const t = useText();
  return (
    <Dialog open={open} onClose={onClose} title={t('studio.keys.title')}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

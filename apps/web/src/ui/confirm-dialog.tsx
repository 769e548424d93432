import { AlertDialog } from 'radix-ui';
import { useText } from '../i18n/use-text.js';
import { Button } from './button.js';

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  text: string;
  /** What stays as it is, or is kept: a paragraph of its own. */
  kept?: string | undefined;
  /** What the dangerous button says: the actionLabel itself, never "OK". */
  actionLabel: string;
  /** A second way to do it, beside the dangerous one. */
  other?: { label: string; onChoose(): void };
  onConfirm(): void;
  onCancel(): void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, text, kept, actionLabel, other, onConfirm, onCancel } = props;
  const t = useText();
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content className="dialog">
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="dialog-text stack-tight">
              <p>{text}</p>
              {kept ? <p>{kept}</p> : null}
            </div>
          </AlertDialog.Description>
          <div className="dialog-actions">
            <AlertDialog.Cancel asChild>
              <Button variant="outline">{t('common.cancel')}</Button>
            </AlertDialog.Cancel>
            {other ? (
              <AlertDialog.Action asChild>
                <Button variant="primary" onClick={other.onChoose}>
                  {other.label}
                </Button>
              </AlertDialog.Action>
            ) : null}
            <AlertDialog.Action asChild>
              <Button variant="live" onClick={onConfirm}>
                {actionLabel}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

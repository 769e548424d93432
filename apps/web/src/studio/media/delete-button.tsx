import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { IconButton } from '../../ui/icon-button.js';

interface DeleteButtonProps {
  /** Of the file. */
  name: string;
  onDelete(): void;
}

/** Deletes a file of the show, once that is confirmed. */
export function DeleteButton({ name, onDelete }: DeleteButtonProps) {
  const t = useText();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <IconButton
        size="small"
        variant="ghost"
        name={t('studio.media.delete', { name })}
        onClick={() => setAsks(true)}
      >
        <Trash2 size={16} />
      </IconButton>
      <ConfirmDialog
        open={asks}
        title={t('studio.media.delete.title', { name })}
        text={t('studio.media.delete.text')}
        actionLabel={t('studio.media.delete.action')}
        onConfirm={() => {
          setAsks(false);
          onDelete();
        }}
        onCancel={() => setAsks(false)}
      />
    </>
  );
}

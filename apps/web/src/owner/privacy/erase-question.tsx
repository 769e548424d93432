import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { problemText } from '../../ui/problem-text.js';
import { toast } from '../../ui/toast.js';

interface EraseQuestionProps {
  personId: string;
  /** As the person is known to who asks: a name, or the id again. */
  name: string;
  onErased(): void;
  onClose(): void;
}

/** Says what is lost before the data of a person without an account goes. */
export function EraseQuestion({ personId, name, onErased, onClose }: EraseQuestionProps) {
  const t = useText();
  const erase = async () => {
    onClose();
    try {
      const { records } = await api.calls.call('house.erase', { body: { personId } });
      toast(records === 0 ? t('owner.erase.none') : t.count('owner.erase.done', records));
      onErased();
    } catch (thrown) {
      toast(problemText(thrown));
    }
  };
  return (
    <ConfirmDialog
      open
      title={t('owner.erase.title', { name })}
      text={t('owner.erase.lost')}
      kept={t('owner.erase.kept')}
      actionLabel={t('owner.erase.action')}
      onConfirm={() => void erase()}
      onCancel={onClose}
    />
  );
}

import { useText } from '../../i18n/use-text.js';
import { Dialog } from '../../ui/dialog.js';

const STEPS = [1, 2, 3, 4, 5, 6] as const;

/** The same steps as in docs/obs.md, in the visitor's language. */
export function ObsDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useText();
  return (
    <Dialog open={open} onClose={onClose} title={t('studio.inputs.obs')} text={t('studio.inputs.obs.text')}>
      <ol className="steps stack-tight">
        {STEPS.map((step) => (
          <li key={step}>{t(`studio.inputs.obs.${step}`)}</li>
        ))}
      </ol>
      <p className="steps-note">{t('studio.inputs.obs.whip')}</p>
    </Dialog>
  );
}

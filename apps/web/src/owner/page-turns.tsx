import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import type { PageTurnsProps } from './use-page-marks.js';

/** Below a list that has more than one page. */
export function PageTurns({ onNext, onBack }: PageTurnsProps) {
  const t = useText();
  if (!onNext && !onBack) return null;
  return (
    <div className="row">
      <Button variant="outline" disabled={!onBack} onClick={onBack}>
        {t('owner.pages.back')}
      </Button>
      <Button variant="outline" disabled={!onNext} onClick={onNext}>
        {t('owner.pages.next')}
      </Button>
    </div>
  );
}

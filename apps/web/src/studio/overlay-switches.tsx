import type { Overlays } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';

export interface OverlayProps {
  overlays: Overlays;
  onChange(fields: Partial<Overlays>): void;
}

interface OverlaySwitchesProps {
  isOn: boolean;
  canPut: boolean;
  onClear(): void;
}

export function OverlaySwitches({ isOn, canPut, onClear }: OverlaySwitchesProps) {
  const t = useText();
  return (
    <div className="row">
      <Button type="submit" size="small" variant={isOn ? 'outline' : 'primary'} disabled={!canPut}>
        {t('studio.overlay.apply')}
      </Button>
      {isOn ? (
        <Button size="small" variant="ghost" onClick={onClear}>
          {t('studio.overlay.clear')}
        </Button>
      ) : null}
    </div>
  );
}

import { useState } from 'react';
import type { StoredImage } from '#client';
import type { Overlays } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { ChoiceField } from '../ui/field.js';
import { ImagePicker } from '../ui/image-picker.js';
import { findTicket } from '../ui/tickets.js';
import { type OverlayProps, OverlaySwitches } from './overlay-switches.js';

type Corner = NonNullable<Overlays['logo']>['corner'];
const CORNERS: readonly Corner[] = ['top-left', 'top-right', 'bottom-left', 'bottom-right'];

export function LogoOverlay({ showId, overlays: { logo }, onChange }: OverlayProps & { showId: string }) {
  const t = useText();
  const [chosen, setChosen] = useState(logo?.assetId ?? null);
  const [corner, setCorner] = useState<Corner>(logo?.corner ?? 'top-right');
  const choose = (image: StoredImage | null) => {
    setChosen(image?.id ?? null);
    if (image === null && logo) onChange({ logo: null });
  };
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) onChange({ logo: { assetId: chosen, corner, opacity: logo?.opacity ?? 1 } });
      }}
    >
      <ImagePicker
        showId={showId}
        label={t('studio.overlay.logo')}
        hint={t('studio.overlay.logo.hint')}
        chosen={chosen}
        onChoose={choose}
        credential={findTicket(showId)?.ticket}
      />
      <ChoiceField<Corner>
        label={t('studio.overlay.corner')}
        value={corner}
        options={CORNERS.map((value) => ({ value, label: t(`studio.overlay.${value}`) }))}
        onChange={setCorner}
      />
      <OverlaySwitches
        isOn={logo !== null}
        canPut={chosen !== null}
        onClear={() => onChange({ logo: null })}
      />
    </form>
  );
}

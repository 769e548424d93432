import { Image } from 'lucide-react';
import type { OwnDevices } from '#client';
import { useText } from '../../i18n/use-text.js';
import { ChoiceField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { UploadButton } from '../../ui/upload-button.js';
import { useObserved } from '../../ui/use-observed.js';
import { backgroundSupport } from './background-support.js';
import { backgroundOf } from './camera-background.js';

const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

/** Blur, an image of one's own, or the room as it is. */
export function BackgroundField({ devices }: { devices: OwnDevices }) {
  const t = useText();
  const background = backgroundOf(devices);
  const { kind, trouble } = useObserved(background.state);
  const support = backgroundSupport();
  if (support !== 'ready') {
    return (
      <ChoiceField
        label={t('studio.background')}
        hint={t(`studio.background.${support}`)}
        value="none"
        options={[{ value: 'none', label: t('studio.background.none') }]}
        onChange={() => undefined}
        disabled
      />
    );
  }
  return (
    <div className="stack-tight">
      <ChoiceField
        label={t('studio.background')}
        value={kind}
        options={[
          { value: 'none', label: t('studio.background.none') },
          { value: 'blur', label: t('studio.background.blur') },
          ...(kind === 'image' ? [{ value: 'image' as const, label: t('studio.background.image') }] : []),
        ]}
        onChange={(value) => {
          if (value === 'none') void background.none();
          if (value === 'blur') void background.blur();
        }}
      />
      <div className="row">
        <UploadButton
          size="small"
          label={t('studio.background.choose')}
          icon={<Image size={15} />}
          types={IMAGE_TYPES}
          onFile={(file) => void background.image(file)}
        />
      </div>
      {trouble ? <Notice mood="warn" title={t(`studio.background.trouble.${trouble}`)} /> : null}
    </div>
  );
}

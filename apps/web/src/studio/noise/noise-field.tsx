import type { OwnDevices } from '#client';
import { useText } from '../../i18n/use-text.js';
import { Notice } from '../../ui/notice.js';
import { Switch } from '../../ui/switch.js';
import { useObserved } from '../../ui/use-observed.js';
import { noiseOf } from './microphone-noise.js';

/** Speech alone, out of a loud room. */
export function NoiseField({ devices }: { devices: OwnDevices }) {
  const t = useText();
  const noise = noiseOf(devices);
  const { isRemoved, trouble } = useObserved(noise.state);
  const { isMusic } = useObserved(devices.state).capture;
  return (
    <div className="stack-tight">
      <Switch
        label={t('studio.noise-removal')}
        checked={isRemoved && !isMusic}
        disabled={isMusic}
        onChange={(wanted) => void noise.choose(wanted)}
      />
      <p className="field-hint">{t('studio.noise-removal.hint')}</p>
      {trouble ? <Notice mood="warn" title={t(`studio.noise-removal.trouble.${trouble}`)} /> : null}
    </div>
  );
}

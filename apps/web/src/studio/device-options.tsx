import { Volume2 } from 'lucide-react';
import { type CaptureChoice, type OwnDevices, RESOLUTIONS } from '#client';
import { useText } from '../i18n/use-text.js';
import { deviceWishes, keepCapture, setMirrored, setSpeaker } from '../ui/device-wishes.js';
import { ChoiceField } from '../ui/field.js';
import { Switch } from '../ui/switch.js';
import { useObserved } from '../ui/use-observed.js';
import { BackgroundField } from './background/background-field.js';
import { EchoTest } from './echo-test.js';
import { NoiseField } from './noise/noise-field.js';

/** What one sets once and then forgets: where others are heard, and what camera and microphone make of it. */
export function DeviceOptions({ devices }: { devices: OwnDevices }) {
  const t = useText();
  const { capture, speakers, microphone } = useObserved(devices.state);
  const { isMirrored, speakerId } = useObserved(deviceWishes);
  const set = (change: Partial<CaptureChoice>) => {
    keepCapture({ ...capture, ...change });
    void devices.setCapture(change);
  };
  return (
    <>
      {speakers.length > 0 ? (
        <div className="device-row">
          <Volume2 size={18} aria-hidden="true" />
          <ChoiceField
            label={t('studio.speaker')}
            value={speakerId}
            options={[
              { value: '', label: t('studio.speaker.system') },
              ...speakers
                .filter(({ deviceId }) => deviceId !== 'default')
                .map(({ deviceId, label }) => ({ value: deviceId, label })),
            ]}
            onChange={setSpeaker}
          />
        </div>
      ) : null}
      <EchoTest microphone={microphone} speakerId={speakerId} />
      <details className="device-more">
        <summary>{t('studio.device.more')}</summary>
        <div className="stack">
          <BackgroundField devices={devices} />
          <ChoiceField
            label={t('studio.resolution')}
            hint={t('studio.resolution.hint')}
            value={capture.resolution}
            options={RESOLUTIONS.map((value) => ({ value, label: `${value}p` }))}
            onChange={(resolution) => set({ resolution })}
          />
          <Switch label={t('studio.mirror')} checked={isMirrored} onChange={setMirrored} />
          <Switch
            label={t('studio.noise')}
            checked={!capture.hasNoise && !capture.isMusic}
            disabled={capture.isMusic}
            onChange={(isCleaned) => set({ hasNoise: !isCleaned })}
          />
          <NoiseField devices={devices} />
          <Switch
            label={t('studio.music')}
            checked={capture.isMusic}
            onChange={(isMusic) => set({ isMusic })}
          />
          <p className="field-hint">{t('studio.music.hint')}</p>
        </div>
      </details>
    </>
  );
}

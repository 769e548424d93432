import { Camera, CameraOff, Mic } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { OwnDevices } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { deviceWishes } from '../ui/device-wishes.js';
import { ChoiceField } from '../ui/field.js';
import { LevelBar } from '../ui/level-bar.js';
import { Notice } from '../ui/notice.js';
import { useMediaStream } from '../ui/use-media-stream.js';
import { useObserved } from '../ui/use-observed.js';
import { useTrackStream } from '../ui/use-track-stream.js';
import { backgroundOf } from './background/camera-background.js';
import { DeviceOptions } from './device-options.js';
import { noiseOf } from './noise/microphone-noise.js';
import './device-check.css';

interface DeviceCheckProps {
  devices: OwnDevices;
  /** What follows: the name field and the button of the page that asks. */
  children: ReactNode;
}

const OFF = 'off';

/** Preview, level and choice of the own devices, with help for everything that goes wrong with them. */
export function DeviceCheck({ devices, children }: DeviceCheckProps) {
  const t = useText();
  const state = useObserved(devices.state);
  const { isMirrored } = useObserved(deviceWishes);
  const video = useMediaStream<HTMLVideoElement>(useTrackStream(state.camera));
  useEffect(() => {
    if (devices.state.value.cameraId !== null || devices.state.value.microphone) return;
    void noiseOf(devices).restore();
    // The background first: the room as it is would be seen for a moment.
    void backgroundOf(devices)
      .restore()
      .then(() => devices.open());
  }, [devices]);
  const fault = state.lost ? 'lost' : state.fault;
  const choices = (list: typeof state.cameras, off: string) => [
    ...list.map(({ deviceId, label }) => ({ value: deviceId, label })),
    { value: OFF, label: off },
  ];
  return (
    <div className="device-check">
      <div className="device-preview">
        <video
          ref={video}
          muted
          playsInline
          aria-label={t('studio.preview')}
          className={isMirrored ? 'mirrored' : ''}
        />
        {state.camera ? null : (
          <span className="device-preview-off">
            {state.opening || state.cameraId !== null ? (
              <span className="spinner" />
            ) : (
              <CameraOff size={32} aria-hidden="true" />
            )}
          </span>
        )}
      </div>
      <div className="stack">
        {fault ? (
          <Notice mood="warn" title={t(`studio.device.${fault}`)}>
            <Button size="small" variant="outline" onClick={() => void devices.open()}>
              {t('common.retry')}
            </Button>
          </Notice>
        ) : null}
        <div className="device-row">
          <Camera size={18} aria-hidden="true" />
          <ChoiceField
            label={t('studio.camera')}
            value={state.cameraId || OFF}
            options={choices(state.cameras, t('studio.no-camera'))}
            onChange={(id) => void devices.chooseCamera(id === OFF ? null : id)}
          />
        </div>
        <div className="device-row">
          <Mic size={18} aria-hidden="true" />
          <ChoiceField
            label={t('studio.microphone')}
            value={state.microphoneId || OFF}
            options={choices(state.microphones, t('studio.no-microphone'))}
            onChange={(id) => void devices.chooseMicrophone(id === OFF ? null : id)}
          />
        </div>
        <div className="stack-tight">
          <LevelBar track={state.microphone} name={t('studio.level')} />
          <p className="field-hint">{t('studio.level.hint')}</p>
        </div>
        <DeviceOptions devices={devices} />
        {children}
      </div>
    </div>
  );
}

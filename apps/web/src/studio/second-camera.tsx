import { SwitchCamera } from 'lucide-react';
import { cameraFor, type OwnDevices } from '#client';
import { useText } from '../i18n/use-text.js';
import { ChoiceField } from '../ui/field.js';
import { runAction } from '../ui/run-action.js';
import { useObserved } from '../ui/use-observed.js';
import type { OwnTracks } from './use-own-tracks.js';

interface SecondCameraProps {
  devices: OwnDevices;
  own: Pick<OwnTracks, 'screen' | 'shareTrack' | 'toggleScreen'>;
}

const OFF = 'off';

/** Another camera of the same person, for hands or an instrument: a source like a shared screen, in its place. */
export function SecondCamera({ devices, own }: SecondCameraProps) {
  const t = useText();
  const { cameras, cameraId, capture } = useObserved(devices.state);
  const others = cameras.filter(({ deviceId }) => deviceId !== cameraId);
  if (others.length === 0) return null;
  const shownId = own.screen?.getSettings().deviceId;
  const choose = async (deviceId: string) => {
    if (deviceId === OFF) return own.toggleScreen();
    const video = { ...cameraFor(capture), deviceId: { exact: deviceId } };
    const [track] = (await navigator.mediaDevices.getUserMedia({ video })).getVideoTracks();
    if (!track) return;
    track.contentHint = 'motion';
    own.shareTrack(track);
  };
  return (
    <div className="device-row">
      <SwitchCamera size={18} aria-hidden="true" />
      <ChoiceField
        label={t('studio.second-camera')}
        hint={t('studio.second-camera.hint')}
        value={others.some(({ deviceId }) => deviceId === shownId) ? (shownId ?? OFF) : OFF}
        options={[
          ...others.map(({ deviceId, label }) => ({ value: deviceId, label })),
          { value: OFF, label: t('studio.second-camera.off') },
        ]}
        onChange={(deviceId) => runAction(choose(deviceId))}
      />
    </div>
  );
}

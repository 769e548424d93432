import type { OwnDevices } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Notice } from '../ui/notice.js';
import { useObserved } from '../ui/use-observed.js';
import { DeviceCheck } from './device-check.js';
import { SecondCamera } from './second-camera.js';
import type { OwnTracks } from './use-own-tracks.js';

interface DevicesSheetProps {
  devices: OwnDevices;
  own: OwnTracks;
  open: boolean;
  onOpen(): void;
  onClose(): void;
}

/** Another camera or microphone in the middle of the show, and word of one that has gone. */
export function DevicesSheet({ devices, own, open, onOpen, onClose }: DevicesSheetProps) {
  const t = useText();
  const { lost, fault } = useObserved(devices.state);
  const trouble = lost ? 'lost' : fault;
  return (
    <>
      {trouble && !open ? (
        <Notice mood="warn" title={t(`studio.device.${trouble}`)}>
          <Button size="small" variant="outline" onClick={onOpen}>
            {t('studio.devices')}
          </Button>
        </Notice>
      ) : null}
      <Dialog open={open} wide onClose={onClose} title={t('studio.devices')}>
        <DeviceCheck devices={devices}>
          <SecondCamera devices={devices} own={own} />
          <Button variant="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        </DeviceCheck>
      </Dialog>
    </>
  );
}

import { LogOut, Mic, MicOff, MonitorUp, MonitorX, Settings2, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.js';
import { IconButton } from '../ui/icon-button.js';
import type { OwnTracks } from './use-own-tracks.js';

interface DockProps {
  own: OwnTracks;
  onDevices(): void;
  leaveName: string;
  onLeave(): void;
  children?: ReactNode;
}

/** The own switches, always in reach of a thumb. */
export function Dock({ own, onDevices, leaveName, onLeave, children }: DockProps) {
  const t = useText();
  const mic = own.mutedByHost
    ? t('studio.mic.muted-by-host')
    : own.microphoneOn
      ? t('studio.mic.off')
      : t('studio.mic.on');
  return (
    <div className="dock" role="toolbar" aria-label={t('common.you')}>
      <IconButton
        name={mic}
        shortcut="M"
        className={own.microphoneOn ? '' : 'dock-off'}
        disabled={own.mutedByHost}
        onClick={own.toggleMicrophone}
      >
        {own.microphoneOn ? <Mic size={20} /> : <MicOff size={20} />}
      </IconButton>
      <IconButton
        name={own.cameraOn ? t('studio.camera.off') : t('studio.camera.on')}
        shortcut="V"
        className={own.cameraOn ? '' : 'dock-off'}
        onClick={own.toggleCamera}
      >
        {own.cameraOn ? <Video size={20} /> : <VideoOff size={20} />}
      </IconButton>
      {'getDisplayMedia' in (navigator.mediaDevices ?? {}) ? (
        <IconButton
          name={own.screen ? t('studio.screen.stop') : t('studio.screen.start')}
          shortcut="S"
          className={own.screen ? 'dock-on' : ''}
          onClick={own.toggleScreen}
        >
          {own.screen ? <MonitorX size={20} /> : <MonitorUp size={20} />}
        </IconButton>
      ) : null}
      <IconButton name={t('studio.devices')} onClick={onDevices}>
        <Settings2 size={20} />
      </IconButton>
      {children}
      <span className="dock-gap" />
      <IconButton name={leaveName} variant="danger" onClick={onLeave}>
        <LogOut size={20} />
      </IconButton>
    </div>
  );
}

import { LogOut, Mic, MicOff, MonitorUp, MonitorX, PenLine, Video, VideoOff, Webcam } from 'lucide-react';
import { useText } from '../i18n/use-text.js';
import { DockButton } from './dock-button.js';
import type { OwnTracks } from './use-own-tracks.js';

interface DockProps {
  own: OwnTracks;
  onDevices(): void;
  onBoard(): void;
  /** Others draw on it, unseen here. */
  isBoardActive: boolean;
  leaveName: string;
  onLeave(): void;
}

/** The switches of the own devices, in reach of a thumb. */
export function Dock({ own, onDevices, onBoard, isBoardActive, leaveName, onLeave }: DockProps) {
  const t = useText();
  const mic = own.mutedByHost
    ? t('studio.mic.muted-by-host')
    : own.microphoneOn
      ? t('studio.mic.off')
      : t('studio.mic.on');
  return (
    <div className="dock" role="toolbar" aria-label={t('common.you')}>
      <DockButton
        name={mic}
        label={t('studio.mic.short')}
        shortcut="M"
        tone={own.microphoneOn ? 'plain' : 'off'}
        disabled={own.mutedByHost}
        onClick={own.toggleMicrophone}
      >
        {own.microphoneOn ? <Mic size={20} /> : <MicOff size={20} />}
      </DockButton>
      <DockButton
        name={own.cameraOn ? t('studio.camera.off') : t('studio.camera.on')}
        label={t('studio.camera.short')}
        shortcut="V"
        tone={own.cameraOn ? 'plain' : 'off'}
        onClick={own.toggleCamera}
      >
        {own.cameraOn ? <Video size={20} /> : <VideoOff size={20} />}
      </DockButton>
      {'getDisplayMedia' in (navigator.mediaDevices ?? {}) ? (
        <DockButton
          name={own.screen ? t('studio.screen.stop') : t('studio.screen.start')}
          label={t('studio.screen.short')}
          shortcut="S"
          tone={own.screen ? 'on' : 'plain'}
          onClick={own.toggleScreen}
        >
          {own.screen ? <MonitorX size={20} /> : <MonitorUp size={20} />}
        </DockButton>
      ) : null}
      <DockButton
        name={t(isBoardActive ? 'studio.board.open.active' : 'studio.board.open')}
        label={t('studio.board.short')}
        tone={isBoardActive ? 'on' : 'plain'}
        onClick={onBoard}
      >
        <PenLine size={20} />
      </DockButton>
      <DockButton name={t('studio.devices')} label={t('studio.dock.devices')} onClick={onDevices}>
        <Webcam size={20} />
      </DockButton>
      <span className="dock-gap" />
      <DockButton name={leaveName} label={t('studio.leave.short')} tone="leave" onClick={onLeave}>
        <LogOut size={20} />
      </DockButton>
    </div>
  );
}

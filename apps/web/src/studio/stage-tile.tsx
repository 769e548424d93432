import { MicOff, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ParticipantView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Avatar } from '../ui/avatar.js';
import { deviceWishes } from '../ui/device-wishes.js';
import { useMediaStream } from '../ui/use-media-stream.js';
import { useObserved } from '../ui/use-observed.js';
import { QualityMark } from './programme/quality-mark.js';

export interface StageTileProps {
  participant: ParticipantView;
  source: 'camera' | 'screen';
  stream: MediaStream | null;
  isMe: boolean;
  isSpeaking: boolean;
  tools?: ReactNode;
}

export function StageTile(props: StageTileProps) {
  const { participant, source, stream, isMe, isSpeaking, tools } = props;
  const t = useText();
  const { isMirrored } = useObserved(deviceWishes);
  const video = useMediaStream<HTMLVideoElement>(stream);
  const microphone = participant.tracks.find((track) => track.source === 'microphone');
  const isSilent = !microphone || microphone.paused || microphone.mutedByHost;
  const name = source === 'screen' ? t('studio.screen.label', { name: participant.name }) : participant.name;
  const classes = ['tile', isSpeaking && source === 'camera' && 'tile-speaking'];
  return (
    <figure className={classes.filter(Boolean).join(' ')} aria-label={t('studio.tile', { name })}>
      <video
        ref={video}
        muted
        playsInline
        aria-label={name}
        className={isMe && isMirrored && source === 'camera' ? 'mirrored' : ''}
        data-fit={source === 'screen' ? 'contain' : 'cover'}
        hidden={!stream}
      />
      {stream ? null : <Avatar name={participant.name} large />}
      {participant.connected ? null : <p className="tile-veil">{t('studio.tile.connecting')}</p>}
      {tools ? <div className="person-tools">{tools}</div> : null}
      <figcaption className="tile-label">
        {isSilent && source === 'camera' ? <MicOff size={14} aria-hidden="true" /> : null}
        {participant.inCall ? <Phone size={14} aria-label={t('studio.call.in')} /> : null}
        <span className="truncate">
          {name}
          {isMe ? ` (${t('common.you')})` : ''}
        </span>
        <QualityMark grade={participant.quality.grade} />
      </figcaption>
    </figure>
  );
}

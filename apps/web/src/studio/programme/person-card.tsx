import { Mic, MicOff, Minus, Phone, Plus } from 'lucide-react';
import type { DragEvent, ReactNode } from 'react';
import type { ParticipantView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import { deviceWishes } from '../../ui/device-wishes.js';
import { useMediaStream } from '../../ui/use-media-stream.js';
import { useObserved } from '../../ui/use-observed.js';
import { QualityMark } from './quality-mark.js';

export interface PersonCardProps {
  participant: ParticipantView;
  stream: MediaStream | null;
  isMe: boolean;
  isSpeaking: boolean;
  canManage: boolean;
  volume: ReactNode;
  menu: ReactNode;
  onPlace(onStage: boolean): void;
  onMute(muted: boolean): void;
  onDrag(event: DragEvent): void;
}

/** One person of the studio: seen small, added to the programme or taken out of it with one press. */
export function PersonCard(props: PersonCardProps) {
  const { participant, stream, isMe, isSpeaking, canManage, volume, menu, onPlace, onMute, onDrag } = props;
  const t = useText();
  const { isMirrored } = useObserved(deviceWishes);
  const video = useMediaStream<HTMLVideoElement>(stream);
  const { name, onStage, connected, quality } = participant;
  const microphone = participant.tracks.find((track) => track.source === 'microphone');
  const isSilent = !microphone || microphone.paused || microphone.mutedByHost;
  const mute = t(microphone?.mutedByHost ? 'studio.tile.allow' : 'studio.tile.mute');
  return (
    <li
      className={`person${onStage ? ' person-on' : ''}${isSpeaking ? ' person-speaking' : ''}`}
      aria-label={name}
      draggable={canManage}
      onDragStart={onDrag}
    >
      <div className="person-video">
        <video
          ref={video}
          muted
          playsInline
          aria-label={name}
          className={isMe && isMirrored ? 'mirrored' : ''}
          hidden={!stream}
        />
        {stream ? null : <Avatar name={name} />}
        {connected ? null : <p className="tile-veil small">{t('studio.tile.connecting')}</p>}
        <div className="person-tools">
          {isMe ? null : volume}
          {menu}
        </div>
        <p className="person-name">
          {isSilent ? <MicOff size={13} aria-label={t('studio.person.muted')} /> : null}
          {participant.inCall ? <Phone size={13} aria-label={t('studio.call.in')} /> : null}
          <span className="truncate">
            {name}
            {isMe ? ` (${t('common.you')})` : ''}
          </span>
          <QualityMark grade={quality.grade} />
        </p>
      </div>
      {canManage ? (
        <div className="person-actions">
          <Button
            size="small"
            variant={onStage ? 'outline' : 'primary'}
            icon={onStage ? <Minus size={15} /> : <Plus size={15} />}
            aria-label={t(onStage ? 'studio.person.off.name' : 'studio.person.on.name', { name })}
            onClick={() => onPlace(!onStage)}
          >
            {t(onStage ? 'studio.person.off' : 'studio.person.on')}
          </Button>
          {isMe ? null : (
            <button
              type="button"
              className="person-mute"
              aria-label={`${mute}: ${name}`}
              aria-pressed={microphone?.mutedByHost ?? false}
              onClick={() => onMute(!microphone?.mutedByHost)}
            >
              {microphone?.mutedByHost ? <MicOff size={15} /> : <Mic size={15} />}
            </button>
          )}
        </div>
      ) : null}
    </li>
  );
}

import { MicOff } from 'lucide-react';
import type { CSSProperties, DragEvent, KeyboardEvent } from 'react';
import type { ParticipantView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Avatar } from '../../ui/avatar.js';
import { useMediaStream } from '../../ui/use-media-stream.js';

export interface CanvasTileProps {
  participant: ParticipantView;
  source: 'camera' | 'screen';
  stream: MediaStream | null;
  isMe: boolean;
  hasLabel: boolean;
  fit: 'fill' | 'contain';
  place: CSSProperties;
  canMove: boolean;
  onMove(step: 1 | -1): void;
  onDrag(event: DragEvent): void;
  onDropped(event: DragEvent): void;
}

/** One place of the programme: a video, its name plate, and a target for who is dragged there. */
export function CanvasTile(props: CanvasTileProps) {
  const { participant, source, stream, isMe, hasLabel, fit, place, canMove } = props;
  const t = useText();
  const video = useMediaStream<HTMLVideoElement>(stream);
  const name = source === 'screen' ? t('studio.screen.label', { name: participant.name }) : participant.name;
  const microphone = participant.tracks.find((track) => track.source === 'microphone');
  const isSilent = !microphone || microphone.paused || microphone.mutedByHost;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    props.onMove(event.key === 'ArrowRight' ? 1 : -1);
  };
  return (
    <figure className="tile canvas-tile" style={place} aria-label={t('studio.tile', { name })}>
      <video
        ref={video}
        muted
        playsInline
        aria-label={name}
        data-fit={fit === 'fill' ? 'cover' : 'contain'}
        hidden={!stream}
      />
      {stream ? null : <Avatar name={participant.name} large />}
      {participant.connected ? null : <p className="tile-veil">{t('studio.tile.connecting')}</p>}
      {hasLabel && source === 'camera' ? (
        <span className="canvas-plate">
          {isSilent ? <MicOff size={14} aria-hidden="true" /> : null}
          <span className="truncate">
            {name}
            {isMe ? ` (${t('common.you')})` : ''}
          </span>
        </span>
      ) : null}
      {canMove ? (
        // biome-ignore lint/a11y/useSemanticElements: Firefox drags no button
        <div
          role="button"
          className="canvas-handle"
          tabIndex={0}
          draggable
          aria-label={t('studio.canvas.move', { name })}
          aria-describedby="canvas-keys"
          onKeyDown={onKeyDown}
          onDragStart={props.onDrag}
          onDragOver={(event) => event.preventDefault()}
          onDrop={props.onDropped}
        />
      ) : null}
    </figure>
  );
}

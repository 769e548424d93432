import { Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ParticipantView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { useMediaStream } from '../../ui/use-media-stream.js';

interface ScreenCardProps {
  participant: ParticipantView;
  stream: MediaStream | null;
  isShown: boolean;
  canManage: boolean;
  menu: ReactNode;
  onShow(shown: boolean): void;
}

/** A shared screen: in the programme or not, apart from its owner. */
export function ScreenCard({ participant, stream, isShown, canManage, menu, onShow }: ScreenCardProps) {
  const t = useText();
  const video = useMediaStream<HTMLVideoElement>(stream);
  const name = t('studio.screen.label', { name: participant.name });
  return (
    <li className={isShown ? 'person person-on' : 'person'} aria-label={name}>
      <div className="person-video">
        <video ref={video} muted playsInline aria-label={name} data-fit="contain" hidden={!stream} />
        <div className="person-tools">{menu}</div>
        <p className="person-name">
          <span className="truncate">{name}</span>
        </p>
      </div>
      {canManage ? (
        <div className="person-actions">
          <Button
            size="small"
            variant={isShown ? 'outline' : 'primary'}
            icon={isShown ? <Minus size={15} /> : <Plus size={15} />}
            aria-label={t(isShown ? 'studio.person.off.name' : 'studio.person.on.name', { name })}
            onClick={() => onShow(!isShown)}
          >
            {t(isShown ? 'studio.person.off' : 'studio.person.on')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

import { Volume1, Volume2, VolumeX } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId } from 'react';
import { useText } from '../../i18n/use-text.js';
import { useObserved } from '../../ui/use-observed.js';
import { type Volumes, volumeIn } from './volumes.js';

interface PersonVolumeProps {
  participantId: string;
  name: string;
  volumes: Volumes;
}

/** How loud one person is here. */
export function PersonVolume({ participantId, name, volumes }: PersonVolumeProps) {
  const t = useText();
  const id = useId();
  const volume = volumeIn(useObserved(volumes.values), participantId);
  const Icon = volume === 0 ? VolumeX : volume < 0.6 ? Volume1 : Volume2;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" className="tile-more" aria-label={t('studio.person.volume.of', { name })}>
          <Icon size={16} />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" side="top" sideOffset={6} collisionPadding={8}>
          <label htmlFor={id} className="field-label">
            {t('studio.person.volume')}
          </label>
          <input
            id={id}
            type="range"
            min={0}
            max={100}
            value={Math.round(volume * 100)}
            onChange={(event) => volumes.set(participantId, Number(event.target.value) / 100)}
          />
          <p className="small dim">{t('studio.person.volume.hint')}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

import { useState } from 'react';
import type { ParticipantView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Switch } from '../../ui/switch.js';
import { useObserved } from '../../ui/use-observed.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { useProgrammeHealth } from '../use-programme-health.js';
import { LoudnessFigures } from './loudness-figures.js';
import { MixSender, type MixSource } from './mix-sender.js';
import { MixStrip } from './mix-strip.js';
import './audio-mix.css';

type Named = MixSource & { name: string };

/** What viewers hear of each source, and how loud all of it is together. */
export function MixPanel({ stageSession: { connection, stage }, programme, isModerator }: StudioPanelProps) {
  const t = useText();
  const { roster } = useObserved(stage.state);
  const [mixer] = useState(() => new MixSender(connection));
  const audioMix = useObserved(mixer.pending) ?? programme.audioMix;
  const loudness = useProgrammeHealth(connection).at(-1)?.loudness ?? null;
  const sourcesOf = ({ participantId, name, tracks }: ParticipantView): Named[] => [
    { participantId, source: 'microphone', name },
    ...(tracks.some(({ source }) => source === 'screen-sound')
      ? [{ participantId, source: 'screen-sound' as const, name: t('studio.audio.screen', { name }) }]
      : []),
  ];
  const sources: Named[] = [
    ...roster.participants.filter(({ onStage }) => onStage).flatMap(sourcesOf),
    { participantId: null, source: 'clip', name: t('studio.audio.clips') },
  ];
  return (
    <section className="panel stack" aria-label={t('studio.audio')}>
      <p className="small dim">{t('studio.audio.hint')}</p>
      <ul className="mix-strips">
        {sources.map(({ name, ...source }) => (
          <MixStrip
            key={`${source.participantId} ${source.source}`}
            name={name}
            source={source}
            audioMix={audioMix}
            mixer={mixer}
            disabled={!isModerator}
          />
        ))}
      </ul>
      <div>
        <Switch
          label={t('studio.audio.levelling')}
          checked={audioMix.levelling}
          disabled={!isModerator}
          onChange={(levelling) => mixer.setLevelling(audioMix, levelling)}
        />
        <p className="small dim">{t('studio.audio.levelling.hint')}</p>
      </div>
      <section className="stack-tight">
        <h3 className="field-label">{t('studio.audio.loudness')}</h3>
        <LoudnessFigures loudness={loudness} />
      </section>
    </section>
  );
}

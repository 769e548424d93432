import { Film } from 'lucide-react';
import { useState } from 'react';
import type { MediaFile } from '#client';
import type { Layout } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { ProblemState } from '../../ui/problem-state.js';
import { runAction } from '../../ui/run-action.js';
import { UploadButton } from '../../ui/upload-button.js';
import { useObserved } from '../../ui/use-observed.js';
import { MixSender } from '../audio-mix/mix-sender.js';
import { MixStrip } from '../audio-mix/mix-strip.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { ClipCard } from './clip-card.js';
import { useClips } from './use-clips.js';
import '../audio-mix/audio-mix.css';

const TYPES = ['video/*', 'audio/*'];
const CLIPS = { participantId: null, source: 'clip' } as const;

/** Videos and audio of a show: added, played in the programme, and how loud viewers hear them. */
export function ClipsSection({ showId, programme, composer, stageSession, isModerator }: StudioPanelProps) {
  const t = useText();
  const { connection } = stageSession;
  const { value: files, error, reload, progress, problem, add, remove } = useClips(showId);
  const [mixer] = useState(() => new MixSender(connection));
  const audioMix = useObserved(mixer.pending) ?? programme.audioMix;
  const isLive = programme.state === 'live';
  const show = (media: Layout['media']) => composer.setLayout({ ...programme.layout, media });
  const control = (file: MediaFile, action: 'play' | 'pause' | 'stop', repeat = false) =>
    runAction(connection.request('programme.control-clip', { clipId: file.id, action, repeat }));
  return (
    <section className="stack" aria-label={t('studio.clips')}>
      <h3 className="field-label">{t('studio.clips')}</h3>
      <div className="row">
        <UploadButton
          label={t('studio.clips.add')}
          icon={<Film size={16} />}
          types={TYPES}
          busy={progress !== undefined}
          onFile={(file) => void add(file)}
        />
      </div>
      <p className={problem ? 'field-error' : 'field-hint'} role="status">
        {problem ?? t('studio.clips.hint')}
      </p>
      {files === undefined && error !== undefined ? <ProblemState error={error} onRetry={reload} /> : null}
      {files?.length === 0 ? <p className="small dim">{t('studio.clips.empty')}</p> : null}
      {files === undefined || files.length === 0 ? null : (
        <>
          {isLive ? null : <p className="small dim">{t('studio.clips.not-live')}</p>}
          <ul className="media-list">
            {files.map((file) => (
              <ClipCard
                key={file.id}
                file={file}
                progress={progress}
                shown={programme.layout.media}
                isLive={isLive}
                onShow={show}
                onControl={(action, repeat) => control(file, action, repeat)}
                onRemove={() => void remove(file)}
              />
            ))}
          </ul>
          <ul className="mix-strips">
            <MixStrip
              name={t('studio.clips.volume')}
              source={CLIPS}
              audioMix={audioMix}
              mixer={mixer}
              disabled={!isModerator}
            />
          </ul>
        </>
      )}
    </section>
  );
}

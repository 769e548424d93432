import { Clapperboard, Plus } from 'lucide-react';
import { useState } from 'react';
import { TRANSITIONS } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { EmptyState } from '../../ui/notice.js';
import { ProblemState } from '../../ui/problem-state.js';
import { Switch } from '../../ui/switch.js';
import { useObserved } from '../../ui/use-observed.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { SceneCard } from './scene-card.js';
import './scenes.css';

/** Named scenes of the show: made from the canvas, shown by a click or a key. */
export function ScenesPanel({ showId, stageSession, scenes: list, composer, programme }: StudioPanelProps) {
  const t = useText();
  const { scenes, error } = useObserved(list.state);
  const { preview, transition } = useObserved(composer.state);
  const { roster } = useObserved(stageSession.stage.state);
  const [name, setName] = useState('');
  if (scenes === undefined && error !== undefined)
    return <ProblemState error={error} onRetry={() => void list.load()} />;
  return (
    <section className="panel stack" aria-label={t('studio.scenes')}>
      <form
        className="scene-new"
        onSubmit={(event) => {
          event.preventDefault();
          list.add(name.trim(), programme);
          setName('');
        }}
      >
        <TextField
          label={t('studio.scenes.new')}
          placeholder={t('studio.scenes.new.example')}
          value={name}
          maxLength={64}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" variant="outline" icon={<Plus size={16} />} disabled={name.trim() === ''}>
          {t('studio.scenes.save')}
        </Button>
      </form>
      {scenes?.length === 0 ? (
        <EmptyState
          icon={<Clapperboard />}
          title={t('studio.scenes.empty.title')}
          text={t('studio.scenes.empty.text')}
        />
      ) : (
        <ul className="scene-list">
          {scenes?.map((scene, place) => (
            <SceneCard
              key={scene.id}
              showId={showId}
              scene={scene}
              place={place}
              count={scenes.length}
              list={list}
              edited={programme}
              participants={roster.participants}
            />
          ))}
        </ul>
      )}
      <fieldset className="choices">
        <legend className="field-label">{t('studio.transition')}</legend>
        <div className="row">
          {TRANSITIONS.map((kind) => (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={transition === kind}
              onClick={() => composer.setTransition(kind)}
            >
              {t(`studio.transition.${kind}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <div>
        <Switch
          label={t('studio.preview-first')}
          checked={preview !== null}
          onChange={(isOn) => composer.setPreview(isOn)}
        />
        <p className="field-hint">{t('studio.preview-first.hint')}</p>
      </div>
    </section>
  );
}

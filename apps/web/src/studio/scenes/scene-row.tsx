import type { ProgrammeView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { useObserved } from '../../ui/use-observed.js';
import type { SceneList } from './scene-list.js';

/** The scenes within reach, each with its key. */
export function SceneRow({ scenes: list, edited }: { scenes: SceneList; edited: ProgrammeView }) {
  const t = useText();
  const { scenes = [] } = useObserved(list.state);
  if (scenes.length === 0) return null;
  return (
    <div className="scene-row" role="toolbar" aria-label={t('studio.scenes')}>
      {scenes.map((scene, n) => (
        <button
          key={scene.id}
          type="button"
          className="chip scene-chip"
          aria-pressed={edited.sceneId === scene.id}
          onClick={() => list.show(scene)}
          {...(n < 9 ? { 'aria-keyshortcuts': String(n + 1) } : {})}
        >
          {n < 9 ? (
            <span className="key" aria-hidden="true">
              {n + 1}
            </span>
          ) : null}
          <span className="truncate">{scene.name}</span>
        </button>
      ))}
    </div>
  );
}

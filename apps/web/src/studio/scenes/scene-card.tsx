import { useState } from 'react';
import type { Scene } from '#client';
import type { ParticipantView, ProgrammeView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { TextField } from '../../ui/field.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { MoreButton } from '../../ui/more-button.js';
import type { SceneList } from './scene-list.js';
import { stagedLayout } from './scene-people.js';
import { SceneThumb } from './scene-thumb.js';

interface SceneCardProps {
  showId: string;
  scene: Scene;
  /** From 0. */
  place: number;
  count: number;
  list: SceneList;
  edited: ProgrammeView;
  participants: readonly ParticipantView[];
}

export function SceneCard({ showId, scene, place, count, list, edited, participants }: SceneCardProps) {
  const t = useText();
  const [isRenaming, setRenaming] = useState(false);
  const [asks, setAsks] = useState(false);
  const { name, content } = scene;
  return (
    <li className={edited.sceneId === scene.id ? 'scene-card scene-on' : 'scene-card'}>
      <button
        type="button"
        className="scene-show"
        aria-label={t('studio.scenes.show', { name })}
        aria-pressed={edited.sceneId === scene.id}
        onClick={() => list.show(scene)}
      >
        <SceneThumb
          showId={showId}
          layout={stagedLayout(content.layout, participants)}
          overlays={content.overlays}
          participants={participants}
        />
      </button>
      {isRenaming ? (
        <RenameForm
          name={name}
          onDone={(next) => {
            setRenaming(false);
            if (next && next !== name) list.rename(scene, next);
          }}
        />
      ) : (
        <div className="scene-foot">
          {place < 9 ? (
            <span className="key" aria-hidden="true">
              {place + 1}
            </span>
          ) : null}
          <span className="grow truncate">{name}</span>
          <Menu trigger={<MoreButton size="small" name={t('studio.scenes.menu', { name })} />}>
            <MenuItem onSelect={() => list.update(scene, edited)}>{t('studio.scenes.update')}</MenuItem>
            <MenuItem onSelect={() => setRenaming(true)}>{t('studio.scenes.rename')}</MenuItem>
            <MenuItem disabled={place === 0} onSelect={() => list.move(scene, -1)}>
              {t('studio.scenes.earlier')}
            </MenuItem>
            <MenuItem disabled={place === count - 1} onSelect={() => list.move(scene, 1)}>
              {t('studio.scenes.later')}
            </MenuItem>
            <MenuItem bad onSelect={() => setAsks(true)}>
              {t('studio.scenes.delete')}
            </MenuItem>
          </Menu>
        </div>
      )}
      <ConfirmDialog
        open={asks}
        title={t('studio.scenes.delete.title', { name })}
        text={t('studio.scenes.delete.text')}
        actionLabel={t('studio.scenes.delete')}
        onConfirm={() => {
          setAsks(false);
          list.remove(scene);
        }}
        onCancel={() => setAsks(false)}
      />
    </li>
  );
}

function RenameForm({ name, onDone }: { name: string; onDone(name: string): void }) {
  const t = useText();
  const [text, setText] = useState(name);
  return (
    <form
      className="stack-tight scene-rename"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text.trim());
      }}
    >
      <TextField
        label={t('studio.scenes.name')}
        value={text}
        maxLength={64}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className="row">
        <Button type="submit" size="small" variant="primary" disabled={text.trim() === ''}>
          {t('common.save')}
        </Button>
        <Button size="small" variant="ghost" onClick={() => onDone('')}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

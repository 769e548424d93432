import { useEffect, useState } from 'react';
import { LAYOUT_KINDS } from '#protocol';
import { useEvery } from '../../ui/use-every.js';
import type { StageSession } from '../stage-session.js';
import { Composer } from './composer.js';
import { SceneList } from './scene-list.js';

/** Another host may have changed the list. */
const REFRESH_MS = 15_000;
const KEYED_SCENES = 9;

/** The composer of this studio, its scenes, and the keys that reach both. */
export function useComposer({ connection, stage }: StageSession, showId: string, isHost: boolean) {
  const [composer] = useState(() => new Composer(connection));
  const [scenes] = useState(() => new SceneList({ showId, stage, composer }));
  useEffect(() => {
    if (isHost) void scenes.load();
  }, [scenes, isHost]);
  useEvery(isHost ? REFRESH_MS : null, () => void scenes.load());
  const showScene = (n: number) => {
    const scene = scenes.state.value.scenes?.[n];
    if (scene) scenes.show(scene);
  };
  const pickLayout = (n: number) => {
    const kind = LAYOUT_KINDS[n];
    const programme = connection.state.value.session?.programme;
    if (programme && kind) composer.setLayout({ ...composer.edited(programme).layout, kind });
  };
  const digits = Array.from({ length: KEYED_SCENES }, (_, n) => n);
  const keys: Record<string, () => void> = isHost
    ? {
        t: () => composer.take(),
        ...Object.fromEntries(digits.map((n) => [`${n + 1}`, () => showScene(n)])),
        ...Object.fromEntries(LAYOUT_KINDS.map((_, n) => [`shift+${n + 1}`, () => pickLayout(n)])),
      }
    : {};
  return { composer, scenes, keys };
}

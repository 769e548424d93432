import type { Layout, Overlays } from '#protocol';

/** People in it stand by their person ids: participants have others each time they join. */
export interface SceneContent {
  layout: Layout;
  overlays: Overlays;
}

/** What hosts prepared under a name. */
export interface SceneRecord {
  id: string;
  showId: string;
  name: string;
  /** Smaller ones come first; not always one after the other. */
  position: number;
  content: SceneContent;
  createdAtMs: number;
}

/** What is undefined stays as it is. */
export type ScenePatch = {
  [K in 'name' | 'content' | 'position']?: SceneRecord[K] | undefined;
};

export interface ScenesStore {
  /** At the end of the list. Answers nothing when the show has `limit` scenes already. */
  create(scene: Omit<SceneRecord, 'position'>, limit: number): Promise<SceneRecord | undefined>;
  /** In order. */
  list(showId: string): Promise<SceneRecord[]>;
  change(showId: string, id: string, patch: ScenePatch): Promise<SceneRecord | undefined>;
  remove(showId: string, id: string): Promise<boolean>;
}

import { Observed, type Scene, type StageClient } from '#client';
import type { ProgrammeView } from '#protocol';
import { api } from '../../ui/api.js';
import { runAction } from '../../ui/run-action.js';
import { findTicket } from '../../ui/tickets.js';
import type { Composer } from './composer.js';
import { keptLayout, stagedLayout } from './scene-people.js';

export interface SceneListOptions {
  showId: string;
  stage: StageClient;
  composer: Composer;
}

/** The scenes of the show: kept on the server, shown by the composer. */
export class SceneList {
  /** Undefined until they are known. */
  readonly state = new Observed<{ scenes: Scene[] | undefined; error: unknown }>({
    scenes: undefined,
    error: undefined,
  });
  readonly #options: SceneListOptions;

  constructor(options: SceneListOptions) {
    this.#options = options;
  }

  get #credential(): string | undefined {
    return findTicket(this.#options.showId)?.ticket;
  }

  async load(): Promise<void> {
    try {
      const scenes = await api.scenes(this.#options.showId, this.#credential);
      this.state.set({ scenes, error: undefined });
    } catch (error) {
      this.state.patch({ error });
    }
  }

  show(scene: Scene): void {
    const { stage, composer } = this.#options;
    const { layout, overlays } = scene.content;
    const { participants } = stage.state.value.roster;
    composer.show({
      layout: stagedLayout(layout, participants),
      overlays: composer.branded(overlays),
      sceneId: scene.id,
    });
  }

  /** What the canvas shows now becomes a scene. */
  add(name: string, programme: ProgrammeView): void {
    const { showId } = this.#options;
    const content = this.#contentOf(programme);
    this.#change(api.createScene(showId, { name, content }, this.#credential));
  }

  /** The scene becomes what the canvas shows now. */
  update(scene: Scene, programme: ProgrammeView): void {
    this.#patch(scene, { content: this.#contentOf(programme) });
  }

  rename(scene: Scene, name: string): void {
    this.#patch(scene, { name });
  }

  /** One place on or back. */
  move(scene: Scene, step: 1 | -1): void {
    const scenes = this.state.value.scenes ?? [];
    const from = scenes.findIndex(({ id }) => id === scene.id);
    if (from < 0 || !scenes[from + step]) return;
    const order = scenes.toSpliced(from, 1).toSpliced(from + step, 0, scene);
    const positions = differing(scenes.map(({ position }) => position));
    const moved = order.flatMap(({ id, position: last }, n) => {
      const position = positions[n] ?? last;
      return position === last ? [] : [{ id, position }];
    });
    this.#change(this.#place(moved));
  }

  async #place(moved: readonly Pick<Scene, 'id' | 'position'>[]): Promise<void> {
    const { showId } = this.#options;
    for (const { id, position } of moved) await api.changeScene(showId, id, { position }, this.#credential);
  }

  remove(scene: Scene): void {
    this.#change(api.removeScene(this.#options.showId, scene.id, this.#credential));
  }

  #contentOf({ layout, overlays }: ProgrammeView): Scene['content'] {
    return { layout: keptLayout(layout, this.#options.stage.state.value.roster.participants), overlays };
  }

  #patch(scene: Scene, patch: Parameters<typeof api.changeScene>[2]): void {
    this.#change(api.changeScene(this.#options.showId, scene.id, patch, this.#credential));
  }

  #change(work: Promise<unknown>): void {
    runAction(work.finally(() => void this.load()));
  }
}

/** In order, and no two alike: two hosts who move scenes at once give two of them one position, and neither would move again. */
function differing(positions: readonly number[]): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return positions.map((each) => {
    last = Math.max(each, last + 1);
    return last;
  });
}

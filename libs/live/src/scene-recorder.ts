import { z } from 'zod';
import type { Log } from '#kernel';
import {
  type Layout,
  LIMITS,
  layoutSchema,
  type Overlays,
  overlaysSchema,
  type ProgrammeView,
} from '#protocol';
import type { SettingsWriter } from './settings-writer.js';

interface OnStage {
  participantId: string;
  personId: string;
}

type PlacedPeople = Readonly<Record<string, boolean>>;

/** An open show: its layout and overlays, and who is on its stage. */
export interface RecordedShow {
  showId: string;
  readonly view: ProgrammeView;
  readonly participants: readonly OnStage[];
  /** Who was put on the stage or sent backstage, by person. */
  readonly placements: {
    restore(placed: PlacedPeople): void;
    onChanged(listener: (placed: PlacedPeople) => void): void;
  };
  setLayout(layout: Layout): void;
  setOverlays(overlays: Overlays): void;
  onChanged(listener: (view: ProgrammeView) => void): void;
  onJoined(listener: (participant: OnStage) => void): void;
}

export interface SceneRecorderOptions {
  notes: SettingsWriter;
  log: Log;
}

const sceneSchema = z.object({
  layout: layoutSchema,
  overlays: overlaysSchema,
  placed: z.record(z.string(), z.boolean()).default({}),
});
type Scene = z.infer<typeof sceneSchema>;
type Places = Pick<Layout, 'pinned' | 'order' | 'hidden' | 'sources'>;
type Styles = NonNullable<Layout['sources']>;
type Renamed = (id: string) => string | undefined;

const keyOf = (showId: string): string => `programme-look ${showId}`;

/** The same places under other names; who has none there is left out. */
function renamePlaces({ pinned, order, hidden, sources }: Places, renamed: Renamed): Places {
  const rename = (tiles: Layout['order']) =>
    tiles.flatMap((tile) => {
      const participantId = renamed(tile.participantId);
      return participantId === undefined ? [] : [{ ...tile, participantId }];
    });
  return {
    pinned: pinned === null ? null : (rename([pinned])[0] ?? null),
    order: rename(order),
    hidden: rename(hidden),
    ...(sources ? { sources: renameStyles(sources, renamed) } : {}),
  };
}

/** That of an image or clip is nobody's. */
function renameStyles(sources: Styles, renamed: Renamed): Styles {
  return sources.flatMap((style) => {
    const participantId = style.participantId === null ? null : renamed(style.participantId);
    return participantId === undefined ? [] : [{ ...style, participantId }];
  });
}

/** What was kept of people who are absent now: they find their place when they rejoin. */
function withAbsent(now: Places, kept: Places, isHere: (personId: string) => boolean): Places {
  const { pinned, order, hidden, sources } = renamePlaces(kept, (personId) =>
    isHere(personId) ? undefined : personId,
  );
  const absent = (sources ?? []).filter(({ participantId }) => participantId !== null);
  const styles = [...(now.sources ?? []), ...absent].slice(0, LIMITS.sourceStyles);
  const most = LIMITS.tilesPerSubscription;
  return {
    pinned: now.pinned ?? pinned,
    order: [...now.order, ...order].slice(0, most),
    hidden: [...now.hidden, ...hidden].slice(0, most),
    ...(now.sources || styles.length > 0 ? { sources: styles } : {}),
  };
}

/**
 * Writes down layout, overlays and who is on the stage, by person, since a participant has another id after a restart:
 * who was hidden from the audience or backstage stays so, whatever dies.
 */
export class SceneRecorder {
  readonly #options: SceneRecorderOptions;

  constructor(options: SceneRecorderOptions) {
    this.#options = options;
  }

  /** Restores the scene of a show that is opened, and follows its changes. */
  async follow(show: RecordedShow): Promise<void> {
    const kept = await this.#find(show.showId);
    let places: Places = kept?.layout ?? { pinned: null, order: [], hidden: [] };
    let placed: PlacedPeople = kept?.placed ?? {};
    const placesHere = () => {
      const participants = new Map(
        show.participants.map(({ participantId, personId }) => [personId, participantId]),
      );
      return renamePlaces(places, (personId) => participants.get(personId));
    };
    if (kept !== undefined) {
      show.setOverlays(kept.overlays);
      show.setLayout({ ...kept.layout, ...placesHere() });
    }
    const keep = ({ state, layout, overlays }: ProgrammeView) => {
      if (state === 'ended') return this.#options.notes.keep(keyOf(show.showId), null);
      const people = new Map(
        show.participants.map(({ participantId, personId }) => [participantId, personId]),
      );
      const here = new Set(people.values());
      const now = renamePlaces(layout, (participantId) => people.get(participantId));
      places = withAbsent(now, places, (personId) => here.has(personId));
      const scene: Scene = { layout: { ...layout, ...places }, overlays, placed };
      this.#options.notes.keep(keyOf(show.showId), JSON.stringify(scene));
    };
    show.onChanged(keep);
    show.placements.restore(placed);
    show.placements.onChanged((changed) => {
      placed = changed;
      keep(show.view);
    });
    show.onJoined(({ personId }) => {
      const { pinned, order, hidden, sources = [] } = places;
      const hasPlace = [pinned, ...order, ...hidden, ...sources].some(
        (tile) => tile?.participantId === personId,
      );
      if (hasPlace) show.setLayout({ ...show.view.layout, ...placesHere() });
    });
  }

  /** The show is deleted. */
  remove(showId: string): void {
    this.#options.notes.keep(keyOf(showId), null);
  }

  async #find(showId: string): Promise<Scene | undefined> {
    const { notes, log } = this.#options;
    try {
      const text = await notes.find(keyOf(showId));
      return text === undefined ? undefined : sceneSchema.parse(JSON.parse(text));
    } catch (error) {
      log.warn('live.scene | could not be read', { showId, error });
      return undefined;
    }
  }
}

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
import type { KeptNotes } from './kept-notes.js';

interface Seated {
  participantId: string;
  personId: string;
}

/** Of an open show: what its host has made of the programme, and who sits on its stage. */
export interface DressedShow {
  showId: string;
  readonly view: ProgrammeView;
  readonly seats: readonly Seated[];
  setLayout(layout: Layout): void;
  setOverlays(overlays: Overlays): void;
  onChanged(listener: (view: ProgrammeView) => void): void;
  onSeated(listener: (seat: Seated) => void): void;
}

export interface LookKeeperOptions {
  notes: KeptNotes;
  log: Log;
}

const lookSchema = z.object({ layout: layoutSchema, overlays: overlaysSchema });
type Look = z.infer<typeof lookSchema>;
type Places = Pick<Layout, 'pinned' | 'order' | 'hidden'>;
type Renamed = (id: string) => string | undefined;

const keyOf = (showId: string): string => `programme-look ${showId}`;

/** The same places under other names; who has none there is left out. */
function renamePlaces({ pinned, order, hidden }: Places, renamed: Renamed): Places {
  const rename = (tiles: Layout['order']) =>
    tiles.flatMap((tile) => {
      const participantId = renamed(tile.participantId);
      return participantId === undefined ? [] : [{ ...tile, participantId }];
    });
  return {
    pinned: pinned === null ? null : (rename([pinned])[0] ?? null),
    order: rename(order),
    hidden: rename(hidden),
  };
}

/** What was kept of those who are not there now: they find their place when they come. */
function withAbsent(now: Places, kept: Places, isHere: (personId: string) => boolean): Places {
  const { pinned, order, hidden } = renamePlaces(kept, (personId) =>
    isHere(personId) ? undefined : personId,
  );
  const most = LIMITS.tilesPerSubscription;
  return {
    pinned: now.pinned ?? pinned,
    order: [...now.order, ...order].slice(0, most),
    hidden: [...now.hidden, ...hidden].slice(0, most),
  };
}

/**
 * Writes down how the host has dressed the programme, by person, since a seat has another number after a restart:
 * who was hidden from the audience stays hidden, whatever dies.
 */
export class LookKeeper {
  readonly #options: LookKeeperOptions;

  constructor(options: LookKeeperOptions) {
    this.#options = options;
  }

  /** A show is opened: it looks as it did, and is watched from now on. */
  async follow(show: DressedShow): Promise<void> {
    const kept = await this.#find(show.showId);
    let places: Places = kept?.layout ?? { pinned: null, order: [], hidden: [] };
    const seatsOf = () => {
      const seats = new Map(show.seats.map(({ participantId, personId }) => [personId, participantId]));
      return renamePlaces(places, (personId) => seats.get(personId));
    };
    if (kept !== undefined) {
      show.setOverlays(kept.overlays);
      show.setLayout({ ...kept.layout, ...seatsOf() });
    }
    show.onChanged(({ state, layout, overlays }) => {
      if (state === 'ended') return this.#options.notes.keep(keyOf(show.showId), null);
      const people = new Map(show.seats.map(({ participantId, personId }) => [participantId, personId]));
      const here = new Set(people.values());
      const now = renamePlaces(layout, (participantId) => people.get(participantId));
      places = withAbsent(now, places, (personId) => here.has(personId));
      const look: Look = { layout: { ...layout, ...places }, overlays };
      this.#options.notes.keep(keyOf(show.showId), JSON.stringify(look));
    });
    show.onSeated(({ personId }) => {
      const { pinned, order, hidden } = places;
      const hasPlace = [pinned, ...order, ...hidden].some((tile) => tile?.participantId === personId);
      if (hasPlace) show.setLayout({ ...show.view.layout, ...seatsOf() });
    });
  }

  /** The show is deleted. */
  remove(showId: string): void {
    this.#options.notes.keep(keyOf(showId), null);
  }

  async #find(showId: string): Promise<Look | undefined> {
    const { notes, log } = this.#options;
    try {
      const text = await notes.find(keyOf(showId));
      return text === undefined ? undefined : lookSchema.parse(JSON.parse(text));
    } catch (error) {
      log.warn('live.look | could not be read', { showId, error });
      return undefined;
    }
  }
}

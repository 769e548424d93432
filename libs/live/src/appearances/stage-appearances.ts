import { newId } from '#kernel';
import type { Role } from '#protocol';
import type { Appearance, ShowMoment } from '#show';

/** A participant as far as appearances go. */
export interface AppearingParticipant {
  personId: string;
  name: string;
  role: Role;
  isOnStage: boolean;
}

/** A person who returns within this time was never away: pages enter again by themselves after a restart or a takeover. */
export const RETURN_MS = 120_000;

/** Who is on the stage of one show, and since when. Each change is an appearance to be written down. */
export class StageAppearances {
  readonly #showId: string;
  readonly #present = new Map<string, Appearance>();
  /** From before a restart: these people have not returned yet. */
  readonly #awaited = new Map<string, Appearance>();

  constructor(showId: string) {
    this.#showId = showId;
  }

  /** What was open when the server before this one looked last. Answers those that nobody can go on with. */
  restore(kept: readonly Appearance[]): Appearance[] {
    const changed: Appearance[] = [];
    for (const appearance of kept) {
      const { personId } = appearance;
      // Of two of a person, which a server cut off between writes can leave, the later one goes on.
      const earlier = personId === null ? appearance : this.#awaited.get(personId);
      if (earlier !== undefined) changed.push(over(earlier));
      if (personId !== null) this.#awaited.set(personId, appearance);
    }
    return changed;
  }

  /** The stage as it is at this moment. `now` is the end of every participant who has left it. */
  review(participants: readonly AppearingParticipant[], now: ShowMoment): Appearance[] {
    const onStage = new Map(
      participants.filter(({ isOnStage }) => isOnStage).map((each) => [each.personId, each]),
    );
    return [
      ...this.#endAwaited(now),
      ...[...this.#present].flatMap(([personId, appearance]) => {
        if (onStage.has(personId)) return [];
        this.#present.delete(personId);
        return [over({ ...appearance, until: now })];
      }),
      ...[...onStage.values()].flatMap((person) => this.#begin(person, now)),
    ];
  }

  /** Everybody who is there is there until now: what remains if this server does not live to see the end. */
  seen(now: ShowMoment): Appearance[] {
    for (const [personId, appearance] of this.#present)
      this.#present.set(personId, { ...appearance, until: now });
    return [...this.#present.values()];
  }

  /** The show is off air. Who had not returned was there until the last look. */
  end(now: ShowMoment): Appearance[] {
    const ended = [
      ...[...this.#present.values()].map((appearance) => over({ ...appearance, until: now })),
      ...[...this.#awaited.values()].map(over),
    ];
    this.#present.clear();
    this.#awaited.clear();
    return ended;
  }

  #begin({ personId, name, role }: AppearingParticipant, now: ShowMoment): Appearance[] {
    if (this.#present.has(personId)) return [];
    const before = this.#awaited.get(personId);
    this.#awaited.delete(personId);
    const appearance: Appearance = before
      ? { ...before, until: now }
      : {
          ...{ id: newId('apr'), showId: this.#showId, personId, name, role },
          ...{ from: now, until: now, isOver: false },
        };
    this.#present.set(personId, appearance);
    return [appearance];
  }

  #endAwaited(now: ShowMoment): Appearance[] {
    return [...this.#awaited].flatMap(([personId, appearance]) => {
      if (now.wallMs - appearance.until.wallMs <= RETURN_MS) return [];
      this.#awaited.delete(personId);
      return [over(appearance)];
    });
  }
}

const over = (appearance: Appearance): Appearance => ({ ...appearance, isOver: true });

import type { Role } from '#protocol';

/** One moment on two clocks: the wall's, and that of the programme, by which recordings count. */
export interface ShowMoment {
  wallMs: number;
  programmeMs: number;
}

/** A person's time on the stage of a show that is on air. Backstage is not the stage. */
export interface Appearance {
  id: string;
  showId: string;
  /** Null: the person was erased. */
  personId: string | null;
  name: string;
  role: Role;
  from: ShowMoment;
  /** The end, or when the server last saw the person there. */
  until: ShowMoment;
  isOver: boolean;
}

export interface AppearancesStore {
  /** Those that are there already get the newer end. Those of a show that is deleted are left out. */
  put(appearances: readonly Appearance[]): Promise<void>;
  /** Of people who were on stage when the server last looked. */
  open(showId: string): Promise<Appearance[]>;
  /** First come first. */
  list(showId: string): Promise<Appearance[]>;
}

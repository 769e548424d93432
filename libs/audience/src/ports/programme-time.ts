/** The clock of each show's programme, which the playlists' EXT-X-PROGRAM-DATE-TIME counts by. `live` gives it. */
export interface ProgrammeTime {
  /** What the programme's clock showed at a moment of the wall clock; that moment itself while no programme runs. */
  at(showId: string, wallMs: number): number;
  /** How far the furthest of a show's audience are behind, where players have said so. */
  furthestBehindMs?(showId: string): number | undefined;
  /** A poll was opened or closed, by that clock: players that are not ours show it. */
  polled?(showId: string, poll: PolledMoments): void;
}

export interface PolledMoments {
  pollId: string;
  question: string;
  startMs: number;
  endMs?: number | undefined;
}

/** For a show whose programme has no clock of its own to be asked. */
export const WALL_TIME: ProgrammeTime = { at: (_showId, wallMs) => wallMs };

import type { MediaPlaylist, MultivariantPlaylist, PartFacts } from '#media';

/** The shows that can be played. */
export interface PlaybackDirectory {
  find(showId: string): PlaybackShow | undefined;
}

export interface PlaybackShow {
  /** A private show is played with a token; the others by anybody who has the address. */
  readonly isPrivate: boolean;
  /** Absent until the show goes on air for the first time. */
  readonly programme: Programme | undefined;
  /** The programme is being opened: requests wait for this, then ask again. */
  readonly opening?: Promise<unknown> | undefined;
}

/** What the origin needs of a packager. */
export interface Programme {
  readonly targetDurationSeconds: number;
  readonly renditions: ReadonlyMap<string, ProgrammeRendition>;
  /** The rendition is withdrawn until an encoder for it starts. */
  isGivenUp(renditionId: string): boolean;
  /** Ids of the renditions of a format, audio included; empty where there is no such format. */
  renditionsOf(format?: string): readonly string[];
  /** Of one format, of all in one (`all`), or of the main one. */
  multivariant(format?: string): MultivariantPlaylist;
  /** Nothing until a whole segment exists. */
  playlist(renditionId: string): MediaPlaylist | undefined;
  /** Where the media are now: asked directly, for each medium. */
  readonly source: MediaSource;
}

export interface MediaSource {
  media(renditionId: string, name: string): ProgrammeMedia;
}

/** `pending`: a hinted part that is not whole yet. */
export type ProgrammeMedia = Buffer | Promise<Buffer | undefined> | 'pending' | undefined;

export interface ProgrammeRendition {
  readonly id: string;
  readonly kind: 'video' | 'audio' | 'subtitles';
  /** Another one after each change of the playlist. */
  readonly revision: number;
  readonly published: boolean;
  /** Something of it was played before, by a programme that this one follows: players are there. */
  readonly hasEarlier: boolean;
  readonly ended: boolean;
  /** The segment that grows, and how many parts of it are out. */
  readonly edge: { msn: number; parts: number };
  /** How many parts a recent finished segment had. */
  partsOf(msn: number): number | undefined;
  /** What a part's answer says of it; nothing where only a playlist tells it all. */
  partFacts(name: string): PartFacts | undefined;
  onChanged(listener: () => void): () => void;
}

/** Says whether a viewer may still watch: a ban ends a token before its time. */
export interface PlaybackGate {
  isAdmitted(showId: string, viewerId: string): boolean;
}

import type { ProgrammeSink, Rendition } from '#compositor';
import type { FrameChannel } from '#kernel';

/** Where a programme writes, and what others follow. */
export interface ProgrammeLog {
  readonly sink: ProgrammeSink;
  readonly isPlayable: boolean;
  onPlayable(listener: () => void): void;
  /** What a part took from its last frame to being published. */
  onPart(listener: (behindMs: number) => void): void;
  /** A follower has connected; this was its first message. */
  follow(channel: FrameChannel, first: unknown): void;
  /** Called once the encoders run, before anything is written. */
  begin(programme: { anchorWallMs: number; renditions: readonly Rendition[] }): void;
  withdraw(renditionId: string): void;
  /** Nothing is written any more. `ended`: the show is over. Resolves when followers have it all. */
  close(how: 'ended' | 'suspended'): Promise<void>;
}

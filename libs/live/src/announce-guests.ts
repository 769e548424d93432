import type { Log } from '#kernel';
import type { PromotionView } from '#protocol';

export interface AnnounceGuestsOptions {
  onPromotion(listener: (change: { showId: string; promotion: PromotionView }) => void): void;
  /** Before and after the show nobody sees the stage. */
  isLive(showId: string): boolean;
  /** Everybody who watches reads it, at the programme's time of this moment. */
  tell(showId: string, person: { personId: string; name: string }, atWallMs: number): Promise<void>;
  log: Log;
}

/** A viewer who comes on stage is named in the chat. Who was invited by a link was no viewer, and is not. */
export function announceGuests({ onPromotion, isLive, tell, log }: AnnounceGuestsOptions): void {
  onPromotion(({ showId, promotion: { state, personId, name, sinceWallMs } }) => {
    if (state !== 'on-stage' || !isLive(showId)) return;
    // The video shows it: the line is not sent later when it cannot be stored now.
    tell(showId, { personId, name }, sinceWallMs).catch((error) =>
      log.warn('live.guests | not named in the chat', { showId, error }),
    );
  });
}

import { type Actor, isAllowed } from '#access';
import type { Clock } from '#kernel';
import { type LinkScope, RecordingLinks, type RecordingSummary } from '#outputs';
import type { Show } from '#show';
import type { RecordingAddresses } from './schemas/recordings.js';

/** Long enough for a download over a slow connection, and for a page that stays open. */
const LIFETIME_MS = 6 * 3_600_000;
/** A page that asks again gets the same address for so long: what it has in its cache stays valid. */
const STEP_MS = 3_600_000;

/** The links to recordings that one caller may have: hosts and moderators all, others what may be replayed. */
export class RecordingAccess {
  readonly #links: RecordingLinks;
  readonly #clock: Clock;

  constructor(secret: string, clock: Clock) {
    this.#links = new RecordingLinks(secret);
    this.#clock = clock;
  }

  /** Whether the caller sees the show's recordings at all. */
  maySee(actor: Actor, { recording, ...show }: Show): boolean {
    return recording.replay || isAllowed('show-moderator', actor, show);
  }

  addressesFor(actor: Actor, show: Show, { id: recordingId }: RecordingSummary): RecordingAddresses {
    const mayDownload = isAllowed('show-moderator', actor, show);
    const folder = (scope: LinkScope) =>
      this.#links.folderFor({ showId: show.id, recordingId, scope, expiresAtMs: this.#expiryMs() });
    return {
      watch: (file) => `${folder('watch')}/${file}`,
      download: (file) => (mayDownload ? `${folder('download')}/${file}` : null),
    };
  }

  /** For what everybody may fetch who sees the recording: its playlists, images and clips. */
  watchAddress(showId: string, recordingId: string): (file: string) => string {
    const expiresAtMs = this.#expiryMs();
    const folder = this.#links.folderFor({ showId, recordingId, scope: 'watch', expiresAtMs });
    return (file) => `${folder}/${file}`;
  }

  #expiryMs(): number {
    return Math.floor(this.#clock.wallMs() / STEP_MS) * STEP_MS + STEP_MS + LIFETIME_MS;
  }
}

import type { Ticket } from '#access';
import { type Clock, guestError } from '#kernel';
import { deviceMark, type PlaybackGrant, partsOfMark, subjectMark } from '#origin';
import type { WhepCredentials, WhepProgramme, WhepReceiver, WhepShows } from '#outputs';
import type { ShowsStore } from '#show';
import type { OpenShow } from './open-show.js';
import type { OpenShows } from './open-shows.js';

export interface FrontRowShowsOptions {
  shows: Pick<OpenShows, 'find'>;
  store: Pick<ShowsStore, 'find'>;
  /** Throws for what is no ticket. */
  readTicket(text: string): Ticket;
  readPlayback(token: string): PlaybackGrant | undefined;
  bannedMarksOf(showId: string): Promise<readonly string[]>;
  clock: Clock;
}

/** Who a token was made for, as bans name them, and its end. */
interface Admitted {
  marks: readonly string[];
  expiresAtMs: number;
}

/** What a timer of Node can wait for: 24 days, longer than any ticket lasts. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Nothing for a viewer of an open show who came without a token. */
type Viewer = Admitted | undefined;

/** Who may receive which show in real time: by the same rules as its HLS stream. */
export class FrontRowShows implements WhepShows {
  readonly #options: FrontRowShowsOptions;
  readonly #receivers = new Map<string, Map<WhepReceiver, Viewer>>();

  constructor(options: FrontRowShowsOptions) {
    this.#options = options;
  }

  async find(showId: string, { token, network }: WhepCredentials): Promise<WhepProgramme | undefined> {
    const show = this.#options.shows.find(showId);
    const isPrivate = show?.isPrivate ?? (await this.#isPrivate(showId));
    if (token === undefined && isPrivate)
      throw guestError('sign-in-needed', 'Send a ticket of this show.', { status: 401 });
    const viewer = token === undefined ? undefined : this.#viewerOf(showId, token, isPrivate);
    if (viewer && (await this.#isBanned(showId, viewer.marks)))
      throw guestError('banned', 'The host has banned you from this show.', { status: 403 });
    return show && this.#programmeOf(show, viewer, network);
  }

  /** Bans or the visibility of the show have changed: who may not see it any more is cut off. */
  async review(showId: string): Promise<void> {
    const receivers = this.#receivers.get(showId);
    if (receivers === undefined) return;
    const banned = await this.#options.bannedMarksOf(showId);
    const isPrivate = this.#options.shows.find(showId)?.isPrivate ?? true;
    for (const [receiver, viewer] of [...receivers])
      if (!this.#mayStay(viewer, isPrivate, banned)) receiver.close();
  }

  #mayStay(viewer: Viewer, isPrivate: boolean, banned: readonly string[]): boolean {
    if (isPrivate && !this.#isValid(viewer)) return false;
    return viewer === undefined || !viewer.marks.some((mark) => banned.includes(mark));
  }

  #isValid(viewer: Viewer): boolean {
    return viewer !== undefined && viewer.expiresAtMs > this.#options.clock.wallMs();
  }

  async #isPrivate(showId: string): Promise<boolean> {
    const record = await this.#options.store.find(showId);
    if (record === undefined) throw guestError('show-not-found', 'There is no such show.', { status: 404 });
    return record.visibility === 'private';
  }

  async #isBanned(showId: string, marks: readonly string[]): Promise<boolean> {
    const banned = await this.#options.bannedMarksOf(showId);
    return marks.some((mark) => banned.includes(mark));
  }

  #viewerOf(showId: string, token: string, isPrivate: boolean): Viewer {
    const grant = this.#options.readPlayback(token);
    const ticket = grant === undefined ? this.#options.readTicket(token) : undefined;
    const credential = grant ?? ticket;
    if (credential?.showId !== showId) {
      if (isPrivate) throw guestError('not-allowed', 'This ticket is not for this show.', { status: 403 });
      return undefined;
    }
    const { expiresAtMs } = credential;
    if (ticket)
      return { marks: [subjectMark(ticket.subject), ...deviceMarks(ticket.deviceHash)], expiresAtMs };
    const { subject, device } = partsOfMark(grant?.viewerId ?? '');
    return { marks: device === deviceMark(null) ? [subject] : [subject, device], expiresAtMs };
  }

  #programmeOf(show: OpenShow, viewer: Viewer, network: string | undefined): WhepProgramme | undefined {
    const { showId, frontRow, anchorWallMs } = show;
    if (frontRow === undefined || anchorWallMs === undefined) return undefined;
    return {
      anchorWallMs,
      receive: async (offer) => {
        const receiver = await frontRow.receive(offer, network);
        this.#keep(show, receiver, viewer);
        // A ban or a change of the show that came while the receiver was made has reviewed only those before it.
        const banned = await this.#options.bannedMarksOf(showId);
        if (this.#mayStay(viewer, show.isPrivate, banned)) return receiver;
        receiver.close();
        throw guestError('not-allowed', 'This show is not for you any more.', { status: 403 });
      },
    };
  }

  /** As with the HLS stream, a private show plays no longer than its token; who may watch has a newer one by then. */
  #endWithToken(show: OpenShow, receiver: WhepReceiver, viewer: Viewer): () => void {
    if (viewer === undefined) return () => undefined;
    const { clock } = this.#options;
    return clock.after(Math.min(viewer.expiresAtMs - clock.wallMs(), LONGEST_TIMER_MS), () => {
      if (show.isPrivate) receiver.close();
    });
  }

  #keep(show: OpenShow, receiver: WhepReceiver, viewer: Viewer): void {
    const { showId } = show;
    const receivers = this.#receivers.get(showId) ?? new Map<WhepReceiver, Viewer>();
    this.#receivers.set(showId, receivers.set(receiver, viewer));
    const cancel = this.#endWithToken(show, receiver, viewer);
    receiver.events.on('closed', () => {
      cancel();
      receivers.delete(receiver);
      if (receivers.size === 0 && this.#receivers.get(showId) === receivers) this.#receivers.delete(showId);
    });
  }
}

const deviceMarks = (deviceHash: string | null): string[] =>
  deviceHash === null ? [] : [deviceMark(deviceHash)];

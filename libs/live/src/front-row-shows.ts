import type { Ticket } from '#access';
import { guestError } from '#kernel';
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
}

/** Who a token was made for, as bans name them; nothing for a viewer of an open show who came without one. */
type Marks = readonly string[] | undefined;

/** Who may receive which show in real time: by the same rules as its HLS stream. */
export class FrontRowShows implements WhepShows {
  readonly #options: FrontRowShowsOptions;
  readonly #receivers = new Map<string, Map<WhepReceiver, Marks>>();

  constructor(options: FrontRowShowsOptions) {
    this.#options = options;
  }

  async find(showId: string, { token }: WhepCredentials): Promise<WhepProgramme | undefined> {
    const show = this.#options.shows.find(showId);
    const isPrivate = show?.isPrivate ?? (await this.#isPrivate(showId));
    if (token === undefined && isPrivate)
      throw guestError('sign-in-needed', 'Send a ticket of this show.', { status: 401 });
    const marks = token === undefined ? undefined : this.#marksOf(showId, token, isPrivate);
    if (marks && (await this.#isBanned(showId, marks)))
      throw guestError('banned', 'The host has banned you from this show.', { status: 403 });
    return show && this.#programmeOf(show, marks);
  }

  /** Bans or the visibility of the show have changed: who may not see it any more is cut off. */
  async review(showId: string): Promise<void> {
    const receivers = this.#receivers.get(showId);
    if (receivers === undefined) return;
    const banned = await this.#options.bannedMarksOf(showId);
    const isPrivate = this.#options.shows.find(showId)?.isPrivate ?? true;
    for (const [receiver, marks] of [...receivers]) {
      const mayStay = marks === undefined ? !isPrivate : !marks.some((mark) => banned.includes(mark));
      if (!mayStay) receiver.close();
    }
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

  #marksOf(showId: string, token: string, isPrivate: boolean): Marks {
    const grant = this.#options.readPlayback(token);
    const ticket = grant === undefined ? this.#options.readTicket(token) : undefined;
    if ((grant ?? ticket)?.showId !== showId) {
      if (isPrivate) throw guestError('not-allowed', 'This ticket is not for this show.', { status: 403 });
      return undefined;
    }
    if (ticket) return [subjectMark(ticket.subject), ...deviceMarks(ticket.deviceHash)];
    const { subject, device } = partsOfMark(grant?.viewerId ?? '');
    return device === deviceMark(null) ? [subject] : [subject, device];
  }

  #programmeOf(show: OpenShow, marks: Marks): WhepProgramme | undefined {
    const { showId, frontRow, anchorWallMs } = show;
    if (frontRow === undefined || anchorWallMs === undefined) return undefined;
    return {
      anchorWallMs,
      receive: async (offer) => {
        const receiver = await frontRow.receive(offer);
        this.#keep(showId, receiver, marks);
        return receiver;
      },
    };
  }

  #keep(showId: string, receiver: WhepReceiver, marks: Marks): void {
    const receivers = this.#receivers.get(showId) ?? new Map<WhepReceiver, Marks>();
    this.#receivers.set(showId, receivers.set(receiver, marks));
    receiver.events.on('closed', () => {
      receivers.delete(receiver);
      if (receivers.size === 0 && this.#receivers.get(showId) === receivers) this.#receivers.delete(showId);
    });
  }
}

const deviceMarks = (deviceHash: string | null): string[] =>
  deviceHash === null ? [] : [deviceMark(deviceHash)];

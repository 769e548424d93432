import { guestError, type RandomBytes } from '#kernel';
import { parseSdp } from './parse-sdp.js';
import type { WhepCredentials, WhepProgramme, WhepShows } from './ports.js';
import { printAnswer, printOffer, printRestart } from './print-sdp.js';
import { counterOffer, readOffer } from './read-offer.js';
import { type WhepSession, WhepSessions } from './whep-sessions.js';

/** What goes back over HTTP. */
export interface WhepReply {
  status: number;
  headers: Record<string, string>;
  body?: string;
}

export interface WhepServiceOptions {
  shows: WhepShows;
  random: RandomBytes;
}

export const SDP = 'application/sdp';
export const SDP_FRAGMENT = 'application/trickle-ice-sdpfrag';

/** Time after which a client may ask again for a show that begins. */
const RETRY_AFTER_S = 2;
const COUNTER_SDP_ID = 2;

/** WHEP (draft-ietf-wish-whep): the programme of a show in real time, for any client that speaks it. */
export class WhepService {
  readonly #shows: WhepShows;
  readonly #sessions: WhepSessions;

  constructor({ shows, random }: WhepServiceOptions) {
    this.#shows = shows;
    this.#sessions = new WhepSessions(random);
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** A client asks for a show with its own offer. */
  async begin(showId: string, text: string, credentials: WhepCredentials): Promise<WhepReply> {
    const sections = parseSdp(text);
    if (sections === undefined) throw badSdp();
    const programme = await this.#shows.find(showId, credentials);
    if (programme === undefined) return NOT_LIVE;
    const media = readOffer(sections);
    if (media === undefined) return this.#counter(showId, programme);
    const receiver = await programme.receive(media.offer);
    const mid = sections[0]?.mid ?? '0';
    const session = this.#sessions.add({ showId, receiver, mid, awaitsAnswer: false });
    const body = printAnswer(sections, media, receiver.answer, 1);
    return { status: 201, headers: headersOf(session, programme), body };
  }

  /** Candidates, a restart of ICE, or the answer to an offer of ours. */
  async patch(showId: string, id: string, type: string, text: string, ifMatch?: string): Promise<WhepReply> {
    const session = this.#get(showId, id);
    if (type === SDP) return this.#takeAnswer(session, text);
    if (type !== SDP_FRAGMENT) throw unsupported();
    if (ifMatch === undefined)
      throw guestError('precondition-required', 'Send If-Match with the tag of the session.', {
        status: 428,
      });
    if (ifMatch === '*') return this.#restart(session, text);
    if (ifMatch !== session.etag)
      throw guestError('precondition-failed', 'The session has another tag by now.', { status: 412 });
    // Our side is ICE-lite on addresses that everybody reaches: it learns the client's from its checks.
    return { status: 204, headers: {} };
  }

  end(showId: string, id: string): WhepReply {
    this.#get(showId, id).receiver.close();
    return { status: 200, headers: {} };
  }

  close(): void {
    this.#sessions.close();
  }

  async #counter(showId: string, programme: WhepProgramme): Promise<WhepReply> {
    const offer = counterOffer();
    const receiver = await programme.receive(offer);
    const mid = offer.mids.audio ?? '0';
    const session = this.#sessions.add({ showId, receiver, mid, awaitsAnswer: true });
    const body = printOffer(offer, receiver.answer, COUNTER_SDP_ID);
    return { status: 406, headers: headersOf(session, programme), body };
  }

  async #takeAnswer(session: WhepSession, text: string): Promise<WhepReply> {
    if (!session.awaitsAnswer) throw unsupported();
    const sections = parseSdp(text);
    const fingerprint = sections?.find((section) => section.fingerprint)?.fingerprint;
    if (fingerprint === undefined) throw badSdp();
    session.awaitsAnswer = false;
    await whileOpen(session, session.receiver.connect(fingerprint));
    return { status: 204, headers: { etag: session.etag } };
  }

  async #restart(session: WhepSession, text: string): Promise<WhepReply> {
    if (!/^a=ice-ufrag:\S{4,256}\s*$/m.test(text)) throw badSdp();
    const ice = await whileOpen(session, session.receiver.restartIce());
    session.etag = this.#sessions.newTag();
    return {
      status: 200,
      headers: { etag: session.etag, 'content-type': SDP_FRAGMENT },
      body: printRestart(ice, session.receiver.answer.candidates, session.mid),
    };
  }

  #get(showId: string, id: string): WhepSession {
    const session = this.#sessions.find(showId, id);
    if (session) return session;
    throw sessionOver();
  }
}

/** What the media worker says of a transport that closed meanwhile is a session that is over. */
const whileOpen = <T>({ receiver }: WhepSession, asked: Promise<T>): Promise<T> =>
  asked.catch((error: unknown) => {
    throw receiver.isClosed ? sessionOver() : error;
  });

const sessionOver = () => guestError('session-not-found', 'This session is over.', { status: 404 });

const headersOf = (
  { showId, id, etag }: WhepSession,
  { anchorWallMs }: WhepProgramme,
): Record<string, string> => ({
  'content-type': SDP,
  location: `/whep/${showId}/${id}`,
  etag,
  // What time stamps count from, so that a player knows how old a frame is and where it stands in the HLS stream.
  'programme-start': anchorWallMs.toFixed(3),
});

const NOT_LIVE: WhepReply = {
  status: 409,
  headers: { 'retry-after': `${RETRY_AFTER_S}`, 'content-type': 'application/problem+json' },
  body: JSON.stringify({
    type: 'urn:proscenium:error:show-not-live',
    title: 'The show is not on air. Ask again in a moment.',
    status: 409,
    code: 'show-not-live',
    retry: true,
  }),
};

const badSdp = () =>
  guestError('bad-sdp', 'Send a session description that a browser would send.', { status: 400 });

const unsupported = () =>
  guestError('unsupported-type', `Send ${SDP_FRAGMENT} to an open session.`, { status: 415 });

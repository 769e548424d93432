import { guestError, newId } from '#kernel';
import type { TransportView, WireIceParameters } from '#protocol';
import type { InputFacts, InputPlace } from '../input-facts.js';
import { readSdpFragment, type SdpFragment, writeSdpFragment } from './sdp-fragment.js';

export interface WhipSessionOptions {
  id: string;
  input: InputFacts;
  place: InputPlace;
  offerText: string;
}

/** What reads and writes descriptions is loaded with the first one. */
async function loadSdp() {
  const [{ readOffer }, { dtlsOf, negotiate }, { writeAnswer }] = await Promise.all([
    import('./read-offer.js'),
    import('./negotiate.js'),
    import('./write-answer.js'),
  ]);
  return { readOffer, dtlsOf, negotiate, writeAnswer };
}

/** One sender's WebRTC session (RFC 9725): from its offer to its end. */
export class WhipSession {
  readonly id: string;
  readonly input: InputFacts;
  readonly answer: string;
  readonly #place: InputPlace;
  readonly #transport: TransportView;
  readonly #sections: { kind: 'audio' | 'video'; mid: string }[];
  #remoteFragment: string | undefined;
  #etag = newEtag();
  #restarting: Promise<unknown> = Promise.resolve();

  static async open({ id, input, place, offerText }: WhipSessionOptions): Promise<WhipSession> {
    const { readOffer, dtlsOf, negotiate, writeAnswer } = await loadSdp();
    const offer = readOffer(offerText);
    const tracks = negotiate(offer, place.capabilities);
    const { remote, ownRole } = dtlsOf(offer);
    const transport = await place.openWebRtc();
    const answer = writeAnswer(offer, tracks, transport, ownRole);
    await place.connect(remote);
    for (const { source, rtpParameters } of tracks) await place.produce(source, rtpParameters);
    const sections = offer.tracks.map(({ kind, media }) => ({ kind, mid: String(media.mid) }));
    const fragment = offer.sdp.iceUfrag ?? offer.sdp.media[0]?.iceUfrag;
    return new WhipSession({ id, input, place, transport, sections, fragment, answer });
  }

  private constructor(parts: {
    id: string;
    input: InputFacts;
    place: InputPlace;
    transport: TransportView;
    sections: { kind: 'audio' | 'video'; mid: string }[];
    fragment: string | undefined;
    answer: string;
  }) {
    this.id = parts.id;
    this.input = parts.input;
    this.answer = parts.answer;
    this.#place = parts.place;
    this.#transport = parts.transport;
    this.#sections = parts.sections;
    this.#remoteFragment = parts.fragment === undefined ? undefined : String(parts.fragment);
  }

  /** Of the ICE session that is in use now. */
  get etag(): string {
    return this.#etag;
  }

  /** Candidates of the sender: answers nothing. New credentials of the sender: an ICE restart, answered with ours. */
  async patch(text: string, ifMatch: string | undefined): Promise<string | undefined> {
    const patch = this.#restarting.then(() => this.#patch(readSdpFragment(text), ifMatch));
    // One after the other; a failed restart keeps the session as it was.
    this.#restarting = patch.catch(() => undefined);
    return patch;
  }

  close(): void {
    this.#place.close('goodbye');
  }

  async #patch(fragment: SdpFragment, ifMatch: string | undefined): Promise<string | undefined> {
    if (ifMatch === undefined) throw tagNeeded();
    if (!matches(ifMatch, this.#etag)) throw tagStale();
    const { usernameFragment } = fragment;
    if (usernameFragment === undefined || usernameFragment === this.#remoteFragment) return undefined;
    const ice: WireIceParameters = await this.#place.restartIce();
    this.#remoteFragment = usernameFragment;
    this.#etag = newEtag();
    return writeSdpFragment({ ice, candidates: this.#transport.iceCandidates, sections: this.#sections });
  }
}

const newEtag = (): string => `"${newId('ice')}"`;

/** `*` stands for whatever is there; a list names several (RFC 9110, 13.1.1). */
const matches = (ifMatch: string, etag: string): boolean =>
  ifMatch.trim() === '*' || ifMatch.split(',').some((each) => each.trim() === etag);

const tagNeeded = () =>
  guestError('tag-needed', 'Say which ICE session is meant: If-Match with its ETag, or * to restart it.', {
    status: 428,
  });
const tagStale = () => guestError('tag-stale', 'That ICE session was restarted meanwhile.', { status: 412 });

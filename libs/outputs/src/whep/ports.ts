/** What WHEP needs of the media workers. `live` plugs a front row in; shapes match, rooms never meet. */

export interface WhepOffer {
  payloadTypes: { video: number; audio: number };
  /** What the client wants of the programme. */
  mids: { video?: string; audio?: string };
  takesNack: boolean;
  headerExtensions: Record<'video' | 'audio', readonly { id: number; uri: string }[]>;
  fingerprint?: { algorithm: string; value: string };
}

export interface WhepRtp {
  codecs: readonly { payloadType: number; rtcpFeedback?: readonly { type: string; parameter?: string }[] }[];
  headerExtensions?: readonly { id: number; uri: string }[];
  encodings?: readonly { ssrc?: number }[];
  rtcp?: { cname?: string };
}

export interface WhepCandidate {
  foundation: string;
  priority: number;
  address: string;
  protocol: string;
  port: number;
  type: string;
  tcpType?: string;
}

interface IceCredentials {
  usernameFragment: string;
  password: string;
}

export interface WhepAnswer {
  ice: IceCredentials;
  candidates: readonly WhepCandidate[];
  dtls: { fingerprints: readonly { algorithm: string; value: string }[] };
  video?: WhepRtp;
  audio?: WhepRtp;
}

/** One client that receives. */
export interface WhepReceiver {
  readonly answer: WhepAnswer;
  readonly isClosed: boolean;
  readonly events: { on(name: 'closed', listener: () => void): unknown };
  connect(fingerprint: { algorithm: string; value: string }): Promise<void>;
  restartIce(): Promise<IceCredentials>;
  close(): void;
}

/** A programme that is on air. */
export interface WhepProgramme {
  /** The wall clock at the programme's zero, which its RTP time stamps count from. */
  anchorWallMs: number;
  receive(offer: WhepOffer): Promise<WhepReceiver>;
}

export interface WhepShows {
  /** Throws where there is no such show, or this viewer may not see it. Nothing while the show is not on air. */
  find(showId: string, credentials: WhepCredentials): Promise<WhepProgramme | undefined>;
}

export interface WhepCredentials {
  /** A ticket of the show, or a token of its HLS address. */
  token: string | undefined;
  /** Where it asks from: one network takes no more than its share. */
  network?: string | undefined;
}

/** What a receiver in real time said of itself, read out of its offer. */
export interface ReceiverOffer {
  /** Payload types under which it takes the programme's codecs; a client refuses others. */
  payloadTypes: { video: number; audio: number };
  /** What it wants of the programme, and under which `mid`. */
  mids: { video?: string; audio?: string };
  /** A lost packet is sent again where it asks for that. */
  takesNack: boolean;
  /** By medium. */
  headerExtensions: { video: readonly HeaderExtension[]; audio: readonly HeaderExtension[] };
  /** Nothing where it was made an offer, and answers later. */
  fingerprint?: Fingerprint;
}

export interface Fingerprint {
  algorithm: string;
  value: string;
}

export interface HeaderExtension {
  id: number;
  uri: string;
}

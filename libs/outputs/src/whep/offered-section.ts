export interface OfferedCodec {
  payloadType: number;
  /** In small letters, such as `h264`. */
  name: string;
  clockRateHz: number;
  /** Format parameters, as they stood in the offer. */
  parameters: string;
  feedback: readonly string[];
}

/** One media section of a client's session description. */
export interface OfferedSection {
  /** `audio`, `video` or what else there is. */
  kind: string;
  protocol: string;
  formats: readonly string[];
  mid: string;
  isRejected: boolean;
  direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  codecs: readonly OfferedCodec[];
  headerExtensions: readonly { id: number; uri: string }[];
  fingerprint: { algorithm: string; value: string } | undefined;
  setup: string | undefined;
  iceUfrag: string | undefined;
}

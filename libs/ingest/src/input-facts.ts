import type {
  TransportView,
  WireDtlsParameters,
  WireIceParameters,
  WireRtpCapabilities,
  WireRtpParameters,
} from '#protocol';

/** What this room knows of an input. */
export interface InputFacts {
  id: string;
  showId: string;
  name: string;
}

/** Who may send. The control plane fits. */
export interface InputDirectory {
  findByKey(key: string): Promise<InputFacts | undefined>;
  findByToken(inputId: string, token: string): Promise<InputFacts | undefined>;
}

export type SendsBy = 'whip' | 'rtmp' | 'srt';

/** Where packets go, and under which stream ids. */
export interface PlainTarget {
  ip: string;
  port: number;
  videoSsrc: number;
  audioSsrc: number;
}

/** Another node's gate. */
export interface NodePlace {
  host: string;
  port: number;
}

/** Which other node runs a show. */
export interface NodePlaces {
  /** Nothing while it is not known. */
  placeOf(showId: string): NodePlace | undefined;
}

/** One sender's place on the stage of its show. */
export interface InputPlace {
  readonly capabilities: WireRtpCapabilities;
  openWebRtc(): Promise<TransportView>;
  connect(dtls: WireDtlsParameters): Promise<void>;
  restartIce(): Promise<WireIceParameters>;
  produce(source: 'camera' | 'microphone', rtpParameters: WireRtpParameters): Promise<unknown>;
  /** Tracks of plain RTP from this machine, instead of those there were; the payload types are those of `feed/`. */
  openPlain(kinds: { video: boolean; audio: boolean }): Promise<PlainTarget>;
  /** For the input's owner, in words. */
  setNotes(notes: readonly string[]): void;
  /** Called once, when the place ends other than by `close`. */
  onEnded(listener: (why: string) => void): void;
  /** `goodbye`: the sender said that it ends; otherwise the participant waits a moment for it to reconnect. */
  close(why: 'goodbye' | 'failed'): void;
}

/** Opens places; an earlier session of the same input is evicted. The live side fits. */
export interface InputPlaces {
  open(input: InputFacts, session: { id: string; by: SendsBy }): Promise<InputPlace>;
}

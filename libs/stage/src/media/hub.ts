import type { RtpCapabilities } from 'mediasoup/types';
import type { TypedEvents } from '#kernel';
import type { KeptParticipant } from '../branch/kept-participant.js';
import type {
  DataMessage,
  DataSink,
  DataSinkOptions,
  DataSource,
  PageTransport,
  PipeEnd,
  StageProducer,
} from './media-objects.js';

export interface Loudness {
  producerId: string;
  levelDb: number;
}

export interface HubEvents {
  /** Everybody above silence; an empty list is silence. */
  levels: readonly Loudness[];
  dominant: string;
  /** The worker under it is gone, or the way to its node, and with it every object that was built on it. */
  died: undefined;
}

/** A stage's place on one media worker, of this node or of another. */
export interface Hub {
  readonly events: TypedEvents<HubEvents>;
  readonly isClosed: boolean;
  /** False once all that was built on it has died from below. */
  readonly isAlive: boolean;
  /** Of the worker under it: what its time is spent on. */
  readonly streams: number;
  readonly rtpCapabilities: RtpCapabilities;
  createPageTransport(): Promise<PageTransport>;
  /** From the moment the page has sent its side. */
  watchPath(transport: PageTransport): void;
  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): Promise<boolean>;
  /** Listens to a voice: who speaks, and how loud. Nobody waits for it: the voice flows without. */
  listen(producer: StageProducer): void;
  /** Counts one stream of the worker; the answer takes it back, once. */
  countStream(): () => void;
  /** Brings another hub's producer here under its own id, once. */
  bring(producerId: string, home: Hub): Promise<void>;
  bringData(dataProducerId: string, home: Hub): Promise<void>;
  openPipe(): Promise<PipeEnd>;
  /** What comes on a data channel that is here, for this process; messages may be faster than the answer. */
  takeData(dataProducerId: string, onMessage: (message: DataMessage) => void): Promise<DataSource>;
  /** A data channel here with the id of another hub's. */
  giveData(channel: DataSinkOptions): Promise<DataSink>;
  /**
   * Tells the node that carries it whose media it is, for the next owner of the show; null when that one is not to go on
   * with it. Resolves when the node knows, or is gone.
   */
  keep(participantId: string, participant: KeptParticipant | null): Promise<void>;
  close(): void;
}

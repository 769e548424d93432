import type {
  Consumer,
  ConsumerOptions,
  DataConsumer,
  DataConsumerOptions,
  DataProducer,
  DataProducerOptions,
  Producer,
  ProducerOptions,
  ProducerTraceEventData,
  SrtpParameters,
  Transport,
  WebRtcTransport,
} from 'mediasoup/types';

/** What the stage needs of the objects of a media worker, whether that is one of this node or of another. */
interface Ending {
  readonly id: string;
  readonly closed: boolean;
  readonly observer: { once(event: 'close', listener: () => void): unknown };
  close(): void;
}

export interface StageProducer
  extends Ending,
    Pick<
      Producer,
      'kind' | 'paused' | 'rtpParameters' | 'score' | 'pause' | 'resume' | 'enableTraceEvent' | 'getStats'
    > {
  on(event: 'trace', listener: (trace: ProducerTraceEventData) => void): unknown;
}

export interface StageConsumer
  extends Ending,
    Pick<
      Consumer,
      | 'kind'
      | 'type'
      | 'rtpParameters'
      | 'paused'
      | 'producerPaused'
      | 'score'
      | 'pause'
      | 'resume'
      | 'requestKeyFrame'
      | 'setPriority'
      | 'setPreferredLayers'
      | 'getStats'
    > {
  on(event: 'producerpause' | 'producerresume', listener: () => void): unknown;
}

export interface StageDataProducer extends Ending, Pick<DataProducer, 'label' | 'protocol'> {}

export interface StageDataConsumer
  extends Ending,
    Pick<DataConsumer, 'label' | 'protocol' | 'sctpStreamParameters'> {
  on(event: 'dataproducerclose', listener: () => void): unknown;
}

/** Whether a page gets messages in order, and how long or how often a lost one is sent again. */
export type DataDelivery = Pick<DataConsumerOptions, 'ordered' | 'maxPacketLifeTime' | 'maxRetransmits'>;

/** A message of a data channel, and which of WebRTC's payload protocols says what its bytes are. */
export interface DataMessage {
  readonly bytes: Uint8Array;
  readonly payload: number;
}

/** What comes on a data channel, in this process. */
export interface DataSource extends Ending, Pick<DataConsumer, 'label' | 'protocol'> {}

/** A data channel of which this process says what comes. */
export interface DataSink extends Ending {
  send(message: DataMessage): void;
}

export type DataSinkOptions = Pick<StageDataProducer, 'id' | 'label' | 'protocol'>;

export interface StageTransport extends Ending, Pick<Transport, 'type'> {
  produce(options: ProducerOptions): Promise<StageProducer>;
  consume(options: ConsumerOptions): Promise<StageConsumer>;
  produceData(options: DataProducerOptions): Promise<StageDataProducer>;
  consumeData(options: DataConsumerOptions): Promise<StageDataConsumer>;
}

/** A page's end of it is a peer connection. */
export type PageTransport = StageTransport &
  Pick<
    WebRtcTransport,
    'iceParameters' | 'iceCandidates' | 'dtlsParameters' | 'sctpParameters' | 'connect' | 'restartIce'
  >;

/** Where one end of a pipe between nodes receives, and the keys of what it sends. */
export interface PipeAddress {
  ip: string;
  port: number;
  srtpParameters: SrtpParameters;
}

/**
 * One end of a pipe between routers of two nodes. Media on it is encrypted, and repeated where it is lost. Data channels
 * would not be encrypted: they take another way.
 */
export interface PipeEnd extends Ending {
  readonly address: PipeAddress;
  connect(far: PipeAddress): Promise<void>;
  consume(producerId: string): Promise<StageConsumer>;
  produce(options: ProducerOptions): Promise<StageProducer>;
}

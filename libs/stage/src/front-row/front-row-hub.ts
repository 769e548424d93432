import type { Producer, Router, RouterRtpCodecCapability } from 'mediasoup/types';
import type { MediaWorker } from '../media/media-worker.js';
import type { ReceiverOffer } from './receiver-offer.js';

export const hubKeyOf = ({ payloadTypes: { video, audio } }: ReceiverOffer): string => `${video} ${audio}`;

export interface HubSources {
  router: Router;
  video: Producer;
  audio: Producer;
}

/**
 * A router whose payload types are those of one kind of client, with the programme's streams in it. A consumer uses
 * its router's payload types, and a client refuses any but the ones that it offered.
 */
export class FrontRowHub {
  readonly worker: MediaWorker;
  readonly router: Router;
  readonly video: Producer;
  readonly audio: Producer;
  receivers = 0;

  static async create(
    worker: MediaWorker,
    sources: HubSources,
    { payloadTypes }: ReceiverOffer,
  ): Promise<FrontRowHub> {
    const router = await worker.createRouter(codecsOf(payloadTypes));
    try {
      const [video, audio] = await Promise.all(
        [sources.video, sources.audio].map(({ id }) =>
          sources.router.pipeToRouter({ producerId: id, router, keepId: false }),
        ),
      );
      if (!video?.pipeProducer || !audio?.pipeProducer) throw new Error('a stream was not piped');
      return new FrontRowHub(worker, router, video.pipeProducer, audio.pipeProducer);
    } catch (error) {
      router.close();
      throw error;
    }
  }

  private constructor(worker: MediaWorker, router: Router, video: Producer, audio: Producer) {
    this.worker = worker;
    this.router = router;
    this.video = video;
    this.audio = audio;
  }

  get isClosed(): boolean {
    return this.router.closed || this.video.closed || this.audio.closed;
  }

  close(): void {
    this.router.close();
  }
}

function codecsOf({ video, audio }: ReceiverOffer['payloadTypes']): RouterRtpCodecCapability[] {
  return [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      clockRate: 48_000,
      channels: 2,
      preferredPayloadType: audio,
    },
    {
      kind: 'video',
      mimeType: 'video/H264',
      clockRate: 90_000,
      preferredPayloadType: video,
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
    },
  ];
}

import type { RtpCapabilities } from 'mediasoup/types';
import { TypedEvents } from '#kernel';
import type { Hub, HubEvents } from '../media/hub.js';
import type {
  DataMessage,
  DataSink,
  DataSinkOptions,
  DataSource,
  PageTransport,
  PipeEnd,
  StageProducer,
} from '../media/media-objects.js';
import { PipesInto } from '../media/pipes-into.js';
import type { BranchLink, BranchListener } from './branch-link.js';
import type { BranchEvent } from './branch-messages.js';
import type { KeptMedia, Opened } from './kept-media.js';
import type { KeptParticipant } from './kept-participant.js';
import { RemoteSink, RemoteSource } from './remote-data.js';
import { remoteKept } from './remote-kept.js';
import { RemotePlace } from './remote-place.js';
import { RemotePipe, RemoteTransport } from './remote-transport.js';

/** A stage's place at another node: a media worker there carries out each request. */
export class RemoteHub implements Hub, BranchListener {
  readonly events = new TypedEvents<HubEvents>();
  readonly link: BranchLink;
  readonly rtpCapabilities: RtpCapabilities;
  readonly #place: RemotePlace;
  readonly #pipes = new PipesInto(this);
  readonly #notes = new Map<string, string>();
  #kept: readonly KeptMedia[];
  #isClosed = false;
  #isAlive = true;

  static open(link: BranchLink, showId: string, epoch: number): Promise<RemoteHub> {
    return link.openPlace(
      showId,
      epoch,
      (placeId, opened) => new RemoteHub(link, new RemotePlace(link, placeId, epoch), opened),
    );
  }

  private constructor(link: BranchLink, place: RemotePlace, { rtpCapabilities, kept }: Opened) {
    this.link = link;
    this.#place = place;
    this.rtpCapabilities = rtpCapabilities;
    this.#kept = kept.map((each) => remoteKept(place, each));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get streams(): number {
    return this.#place.streams;
  }

  createPageTransport(): Promise<PageTransport> {
    return this.#place.make({ want: 'page-transport' }, (answer) =>
      this.#place.add(new RemoteTransport(this.#place, answer)),
    );
  }

  /** The node whose media path it is counts it. */
  watchPath(): void {}

  canConsume(producer: string, rtpCapabilities: RtpCapabilities): Promise<boolean> {
    return this.#place.ask({ want: 'can-consume', producer, rtpCapabilities });
  }

  listen({ id: producer }: StageProducer): void {
    this.#place.ask({ want: 'listen', producer }).catch(() => undefined);
  }

  /** What pages there send and receive since an owner before. The caller closes what is of no use. */
  takeKept(): readonly KeptMedia[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  async keep(participantId: string, participant: KeptParticipant | null): Promise<void> {
    const note = participant === null ? undefined : JSON.stringify(participant);
    if (this.#isClosed || this.#notes.get(participantId) === note) return;
    if (note === undefined) this.#notes.delete(participantId);
    else this.#notes.set(participantId, note);
    await this.#place.ask({ want: 'keep', participantId, participant }).catch(() => undefined);
  }

  /** The node whose worker it is counts it. */
  countStream(): () => void {
    return () => undefined;
  }

  /** Rejects where media does not come through from a router of this node. */
  prepare(home: Hub): Promise<void> {
    return this.#pipes.prepare(home);
  }

  async bring(producerId: string, home: Hub): Promise<void> {
    if (home !== this) await this.#pipes.bring(producerId, home);
  }

  async bringData(dataProducerId: string, home: Hub): Promise<void> {
    if (home !== this) await this.#pipes.bringData(dataProducerId, home);
  }

  openPipe(): Promise<PipeEnd> {
    return this.#place.make({ want: 'pipe' }, (answer) =>
      this.#place.add(new RemotePipe(this.#place, answer)),
    );
  }

  takeData(producer: string, onMessage: (message: DataMessage) => void): Promise<DataSource> {
    return this.#place.make({ want: 'take-data', producer }, (answer) =>
      this.#place.add(new RemoteSource(this.#place, answer, onMessage)),
    );
  }

  giveData(channel: DataSinkOptions): Promise<DataSink> {
    return this.#place.make({ want: 'give-data', channel }, (answer) =>
      this.#place.add(new RemoteSink(this.#place, answer)),
    );
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#pipes.close();
    this.#place.end();
    this.link.closePlace(this.#place);
    this.events.clear();
  }

  hear(event: BranchEvent, bytes: Uint8Array): void {
    switch (event.what) {
      case 'levels':
        this.events.emit('levels', event.levels);
        break;
      case 'dominant':
        this.events.emit('dominant', event.producer);
        break;
      case 'died':
        this.lost();
        break;
      default:
        this.#place.tell(objectOf(event), event, bytes);
    }
  }

  lost(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isAlive = false;
    this.#pipes.close();
    this.#place.end();
    this.link.closePlace(this.#place);
    this.events.emit('died', undefined);
    this.events.clear();
  }
}

type OfObject = Exclude<BranchEvent, { what: 'levels' | 'dominant' | 'died' }>;

function objectOf(event: OfObject): string {
  if ('object' in event) return event.object;
  return 'producer' in event ? event.producer : event.consumer;
}

import { guestError, type Log } from '#kernel';
import type { RequestData, WireSctpStream } from '#protocol';
import type { Hub } from '../media/hub.js';
import type { DataDelivery, StageDataProducer, StageTransport } from '../media/media-objects.js';
import type { ServerChannel } from '../media/server-channel.js';
import { stageRestarted, whileOpen } from '../media/while-open.js';
import type { Participant } from '../participant.js';

export type ChannelName = RequestData<'data.start'>['channel'];

/** Whom a channel reaches besides its owner. What ends at the server reaches no page. */
export type ChannelReach = 'studio' | 'server' | Participant;

interface Channel {
  producer: StageDataProducer;
  hub: Hub;
  owner: Participant;
  name: ChannelName;
  fileId: string | null;
  to: ChannelReach;
  /** As its owner's page sends it, also to pages that it reaches through servers. */
  delivery: DataDelivery;
  reached: Set<object>;
}

export interface ChannelRequest {
  name: ChannelName;
  stream: WireSctpStream;
  fileId: string | null;
  to: ChannelReach;
}

/** What is faster than the socket: cues and pointers to everybody on the stage, files between two. */
export class DataChannels {
  readonly #log: Log;
  readonly #channels = new Map<string, Channel>();

  constructor(log: Log) {
    this.#log = log;
  }

  get size(): number {
    return this.#channels.size;
  }

  async start(owner: Participant, request: ChannelRequest, signal?: AbortSignal): Promise<StageDataProducer> {
    const { name, stream, fileId, to } = request;
    const isTaken = [...this.#channels.values()].some(
      (channel) => channel.owner === owner && channel.name === name && channel.fileId === fileId,
    );
    if (isTaken)
      throw guestError('producer-exists', `Your channel "${name}" is open already.`, { status: 409 });
    const transport = owner.sending?.transport;
    if (transport === undefined) {
      throw guestError('transport-not-found', 'Make the sending transport first.', { status: 404 });
    }
    const making = transport.produceData({ label: name, ...streamOf(transport, stream) });
    const producer = await whileOpen(transport, making);
    if (producer.closed || transport.closed || signal?.aborted === true) {
      producer.close();
      signal?.throwIfAborted();
      throw stageRestarted();
    }
    const { streamId: _, ...delivery } = stream;
    this.#add({ producer, hub: owner.hub, owner, name, fileId, to, delivery, reached: new Set() });
    return producer;
  }

  /** Offers the page what the server answers on one of its channels. */
  answerOn({ answers, hub }: ServerChannel, owner: Participant, name: ChannelName): void {
    if (answers.closed) return;
    const channel = { producer: answers, hub, owner, name, fileId: null, to: owner, delivery: {} };
    this.#add({ ...channel, reached: new Set() });
    this.spread([owner]);
  }

  /** Ends what this participant has open under the name. */
  end(owner: Participant, name: ChannelName): void {
    for (const { producer, owner: of, name: called } of [...this.#channels.values()])
      if (of === owner && called === name) producer.close();
  }

  /** Offers every channel to every page that may have it and does not yet. */
  spread(participants: readonly Participant[]): void {
    for (const channel of this.#channels.values()) {
      for (const listener of participants) if (mayHave(channel, listener)) this.#offer(channel, listener);
    }
  }

  closeFile(fileId: string): void {
    for (const { producer, fileId: of } of this.#channels.values()) if (of === fileId) producer.close();
  }

  #add(channel: Channel): void {
    const { producer } = channel;
    this.#channels.set(producer.id, channel);
    producer.observer.once('close', () => this.#channels.delete(producer.id));
  }

  #offer(channel: Channel, listener: Participant): void {
    const { reception } = listener;
    if (reception === undefined || channel.reached.has(reception)) return;
    channel.reached.add(reception);
    this.#consume(channel, listener).catch((error: Error) => {
      channel.reached.delete(reception);
      // Either end may have gone meanwhile; then there is nobody to miss it.
      if (!channel.producer.closed && !reception.transport.closed)
        this.#log.warn('stage.channel | not offered', { channel: channel.name, error });
    });
  }

  async #consume(channel: Channel, listener: Participant): Promise<void> {
    const { producer, hub, owner, name, fileId, delivery } = channel;
    await listener.hub.bringData(producer.id, hub);
    const { transport } = listener.getReception();
    const consumer = await transport.consumeData({ dataProducerId: producer.id, ...delivery });
    if (transport.closed || producer.closed) return consumer.close();
    consumer.on('dataproducerclose', () =>
      listener.tell({ name: 'data.closed', data: { dataConsumerId: consumer.id } }),
    );
    listener.tell({
      name: 'data.offered',
      data: {
        dataConsumerId: consumer.id,
        dataProducerId: producer.id,
        participantId: owner.participantId,
        channel: name,
        stream: (consumer.sctpStreamParameters ?? { streamId: 0 }) as WireSctpStream,
        fileId,
      },
    });
  }
}

function mayHave({ owner, to }: Channel, listener: Participant): boolean {
  if (to === 'server') return false;
  if (to !== 'studio') return listener === to;
  return listener !== owner && owner.isInStudio && listener.isInStudio;
}

/** A transport of this process has no SCTP and must not be given a stream. */
function streamOf(transport: StageTransport, stream: WireSctpStream) {
  if (transport.type === 'direct') return {};
  const { streamId, ordered, maxPacketLifeTime, maxRetransmits } = stream;
  return {
    sctpStreamParameters: {
      streamId,
      ...(ordered === undefined ? {} : { ordered }),
      ...(maxPacketLifeTime === undefined ? {} : { maxPacketLifeTime }),
      ...(maxRetransmits === undefined ? {} : { maxRetransmits }),
    },
  };
}

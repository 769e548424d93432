import type { Consumer, DataConsumer, Producer } from 'mediasoup/types';
import type { BranchEvent } from './branch-messages.js';

type Tell = (event: BranchEvent) => void;

export function tellOfProducer(producer: Producer, tell: Tell): void {
  producer.on('score', (score) => tell({ what: 'producer-score', producer: producer.id, score }));
  producer.on('trace', (trace) => tell({ what: 'report', producer: producer.id, trace }));
}

export function tellOfConsumer(consumer: Consumer, tell: Tell): void {
  const paused = (isPaused: boolean) => tell({ what: 'producer-paused', consumer: consumer.id, isPaused });
  consumer.on('producerpause', () => paused(true));
  consumer.on('producerresume', () => paused(false));
  consumer.on('score', (score) => tell({ what: 'consumer-score', consumer: consumer.id, score }));
}

export function tellOfDataConsumer(consumer: DataConsumer, tell: Tell): void {
  consumer.on('dataproducerclose', () => tell({ what: 'data-producer-closed', consumer: consumer.id }));
}

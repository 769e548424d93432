import { guestError } from '#kernel';
import type { RequestData, ServerEventData } from '#protocol';
import type { Participant } from '../participant.js';

export type FileOffer = RequestData<'file.offer'>;
export type FileOutcome = ServerEventData<'file.ended'>['outcome'];

/** One file on its way from one participant to another. It moves forward only: offered, accepted, ended. */
export class FileHandOver {
  readonly fileId: string;
  readonly from: Participant;
  readonly to: Participant;
  readonly offer: FileOffer;
  #state: 'offered' | 'accepted' | 'ended' = 'offered';
  #receivedBytes = 0;

  constructor(fileId: string, from: Participant, to: Participant, offer: FileOffer) {
    this.fileId = fileId;
    this.from = from;
    this.to = to;
    this.offer = offer;
  }

  get isAccepted(): boolean {
    return this.#state === 'accepted';
  }

  announce(): void {
    const { name, sizeBytes, mimeType } = this.offer;
    const { fileId } = this;
    const fromParticipantId = this.from.participantId;
    this.to.tell({ name: 'file.offered', data: { fileId, fromParticipantId, name, sizeBytes, mimeType } });
  }

  accept(): void {
    if (this.#state !== 'offered') throw fileNotFound();
    this.#state = 'accepted';
    this.from.tell({ name: 'file.accepted', data: { fileId: this.fileId } });
  }

  /** True when the last byte is there. Progress never goes back. */
  arrived(receivedBytes: number): boolean {
    if (this.#state !== 'accepted') throw fileNotFound();
    this.#receivedBytes = Math.max(this.#receivedBytes, Math.min(receivedBytes, this.offer.sizeBytes));
    const data = { fileId: this.fileId, receivedBytes: this.#receivedBytes };
    this.from.tell({ name: 'file.progressed', data });
    return this.#receivedBytes === this.offer.sizeBytes;
  }

  end(outcome: FileOutcome): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    for (const each of [this.from, this.to]) {
      each.tell({ name: 'file.ended', data: { fileId: this.fileId, outcome } });
    }
  }
}

export const fileNotFound = () =>
  guestError('file-not-found', 'That file is not on its way any more.', { status: 404 });

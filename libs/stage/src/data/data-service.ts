import { type Clock, guestError, newId } from '#kernel';
import type { RequestData } from '#protocol';
import type { Participant } from '../participant.js';
import { participantNotFound } from '../participant-errors.js';
import { Holds } from '../services/holds.js';
import type { StageCaller } from '../services/stage-caller.js';
import { type StagePlace, stagePlaceOf } from '../services/stage-place.js';
import type { StageRegistry } from '../stage-registry.js';
import { type OpenCaptionLines, takeCaptions } from './caption-channel.js';
import { FileHandOver, type FileOutcome, fileNotFound } from './file-hand-over.js';

/** Without an answer, or without a byte more, for so long, a hand-over is over. */
const QUIET_MS = 60_000;
/** So that nobody is buried in offers. */
const OPEN_OFFERS = 5;

/** Data channels and files between participants. Fits the gateway's data port. */
export class DataService {
  readonly #stages: StageRegistry;
  readonly #files = new Map<string, { showId: string; file: FileHandOver }>();
  readonly #quiet: Holds;
  readonly #captions: OpenCaptionLines;

  constructor(stages: StageRegistry, clock: Clock, captions: OpenCaptionLines) {
    this.#stages = stages;
    this.#captions = captions;
    this.#quiet = new Holds(clock);
  }

  async start(
    caller: StageCaller,
    request: RequestData<'data.start'>,
    signal?: AbortSignal,
  ): Promise<string> {
    const { stage, participant } = this.#participantOf(caller);
    if (participant.sending?.transport.id !== request.transportId) {
      throw guestError('transport-wrong-direction', 'Data is sent on the send transport.');
    }
    if (request.channel === 'captions') {
      const { stream } = request;
      return takeCaptions({ stage, participant, caller, stream, open: this.#captions }, signal);
    }
    const file = request.channel === 'file' ? this.#getAccepted(request.fileId, participant) : undefined;
    const wanted = {
      name: request.channel,
      stream: request.stream,
      fileId: file?.fileId ?? null,
      to: file?.to ?? ('studio' as const),
    };
    const producer = await stage.channels.start(participant, wanted, signal);
    stage.channels.spread(stage.participants);
    return producer.id;
  }

  async offerFile(caller: StageCaller, offer: RequestData<'file.offer'>): Promise<string> {
    const { stage, participant } = this.#participantOf(caller);
    const to = stage.find(offer.toParticipantId);
    if (to?.isInStudio !== true || to === participant) throw participantNotFound();
    const open = [...this.#files.values()].filter(({ file }) => file.from === participant);
    if (open.length >= OPEN_OFFERS) {
      throw guestError('too-many-messages', 'Wait until your other files are through.', { retry: true });
    }
    const file = new FileHandOver(newId('file'), participant, to, offer);
    this.#files.set(file.fileId, { showId: caller.showId, file });
    this.#expectMore(file);
    file.announce();
    return file.fileId;
  }

  /** The receiver may refuse at any time, also half-way; the sender may call it off. */
  async answerFile(caller: StageCaller, fileId: string, accepted: boolean): Promise<void> {
    const { participant } = this.#participantOf(caller);
    const file = this.#get(fileId);
    const mayAnswer = file.to === participant || (!accepted && file.from === participant);
    if (!mayAnswer) throw fileNotFound();
    if (!accepted) return this.#end(file, 'refused');
    file.accept();
    this.#expectMore(file);
  }

  async fileArrived(caller: StageCaller, fileId: string, receivedBytes: number): Promise<void> {
    const file = this.#get(fileId);
    if (file.to !== this.#participantOf(caller).participant) throw fileNotFound();
    if (file.arrived(receivedBytes)) this.#end(file, 'done');
    else this.#expectMore(file);
  }

  participantLeft(participant: Participant): void {
    for (const { file } of [...this.#files.values()]) {
      if (file.from === participant || file.to === participant) this.#end(file, 'left');
    }
  }

  close(): void {
    this.#quiet.close();
    this.#files.clear();
  }

  #participantOf(caller: StageCaller): StagePlace {
    return stagePlaceOf(this.#stages, caller);
  }

  #get(fileId: string): FileHandOver {
    const found = this.#files.get(fileId);
    if (found === undefined) throw fileNotFound();
    return found.file;
  }

  #getAccepted(fileId: string | undefined, sender: Participant): FileHandOver {
    const file = this.#get(fileId ?? '');
    if (file.from !== sender || !file.isAccepted) throw fileNotFound();
    return file;
  }

  #expectMore(file: FileHandOver): void {
    this.#quiet.start(file.fileId, QUIET_MS, () => this.#end(file, 'timed-out'));
  }

  #end(file: FileHandOver, outcome: FileOutcome): void {
    const found = this.#files.get(file.fileId);
    if (found === undefined) return;
    this.#files.delete(file.fileId);
    this.#quiet.release(file.fileId);
    this.#stages.find(found.showId)?.channels.closeFile(file.fileId);
    file.end(outcome);
  }
}

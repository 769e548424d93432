import type { Consumer } from 'mediasoup/types';
import type { Log } from '#kernel';
import type { Track } from '../media/track.js';
import { unlessClosed } from '../media/while-open.js';
import type { HubPipe } from './hub-pipe.js';
import type { ToReceiver } from './pipe-messages.js';

type Send = (message: ToReceiver) => void;

/**
 * One track on its way into a pipe. The far end gets the state that the track has, and again when it changed
 * while the far end was being made.
 */
export class OutgoingTrack {
  readonly track: Track;
  readonly #send: Send;
  readonly #log: Log;
  readonly #offs: (() => void)[];
  #isHeld: boolean;
  #consumer: Consumer | undefined;
  /** The state last sent to the far end; undefined before the first. */
  #toldPaused: boolean | undefined;
  #isReady = false;
  #flowing: Promise<void> = Promise.resolve();

  /** A held track is in the green room: packets stay on this side. */
  constructor(track: Track, isHeld: boolean, send: Send, log: Log) {
    this.track = track;
    this.#isHeld = isHeld;
    this.#send = send;
    this.#log = log;
    this.#offs = [
      track.events.on('paused', () => this.#tellPaused()),
      track.events.on('sender-report', ({ ntpMs, rtpTimestamp }) => {
        const { trackId } = track;
        if (this.#toldPaused === undefined) return;
        send({ kind: 'track-report', trackId, ntpMs, rtpTimestamp });
      }),
    ];
  }

  /** Brings the track into this pipe. Also for the second time, when the first pipe is gone. */
  async enter(pipe: HubPipe): Promise<void> {
    this.#forgetFarEnd();
    const { track } = this;
    await track.tellSenderReports();
    const consumer = await pipe.consume(track);
    if (track.isClosed || pipe.isClosed) return consumer.close();
    this.#consumer = consumer;
    const { trackId, participantId, source, codec, clockRateHz, heightPx } = track;
    this.#toldPaused = this.#isPaused;
    this.#send({
      kind: 'track-added',
      pipeId: pipe.pipeId,
      track: { trackId, participantId, source, codec, clockRateHz, heightPx },
      rtpParameters: consumer.rtpParameters,
      isPaused: this.#toldPaused,
    });
  }

  /** The far end awaits packets. */
  ready(): void {
    this.#isReady = true;
    this.#flow();
  }

  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    this.#tellPaused();
    this.#flow();
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off();
    if (this.#toldPaused !== undefined) this.#send({ kind: 'track-removed', trackId: this.track.trackId });
    this.#forgetFarEnd();
  }

  get #isPaused(): boolean {
    return this.#isHeld || this.track.isPaused;
  }

  #tellPaused(): void {
    const isPaused = this.#isPaused;
    if (this.#toldPaused === undefined || this.#toldPaused === isPaused) return;
    this.#toldPaused = isPaused;
    this.#send({ kind: 'track-paused', trackId: this.track.trackId, isPaused });
  }

  /** Commands to one consumer go one after the other, and the last wish wins. */
  #flow(): void {
    this.#flowing = this.#flowing
      .then(() => this.#applyFlow())
      .catch((error) => this.#log.warn('stage.pipe | a track does not flow', { error }));
  }

  async #applyFlow(): Promise<void> {
    const consumer = this.#consumer;
    if (consumer === undefined || consumer.closed) return;
    const flows = this.#isReady && !this.#isHeld;
    if (consumer.paused !== flows) return;
    // Resuming asks the sender for a key frame.
    await unlessClosed(consumer, flows ? consumer.resume() : consumer.pause());
  }

  #forgetFarEnd(): void {
    this.#consumer?.close();
    this.#consumer = undefined;
    this.#toldPaused = undefined;
    this.#isReady = false;
  }
}

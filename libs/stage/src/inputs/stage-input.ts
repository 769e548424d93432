import type { PlainTransport, WebRtcTransport } from 'mediasoup/types';
import { type Clock, guestError, TypedEvents } from '#kernel';
import type {
  TransportView,
  WireDtlsParameters,
  WireIceParameters,
  WireRtpCapabilities,
  WireRtpParameters,
} from '#protocol';
import { capabilitiesForPages } from '../media/codecs.js';
import { LocalHub } from '../media/local-hub.js';
import type { Track } from '../media/track.js';
import type { Participant } from '../participant.js';
import { assertPublisherPlace } from '../participant-errors.js';
import type { Stage } from '../stage.js';
import { type Flow, InputFlow } from './input-flow.js';
import { newSsrc, type PlainTarget, plainAudio, plainVideo } from './plain-tracks.js';

export interface StageInputEvents {
  flow: Flow;
  /** Whether it is about to send has changed. */
  coming: undefined;
  /** Its way in is gone: the sender must connect again. `removed`: a moderator took it off. */
  ended: 'transport-closed' | 'removed' | 'replaced' | 'stage-closed';
}

export interface StageInputOptions {
  stage: Stage;
  inputId: string;
  sessionId: string;
  name: string;
  clock: Clock;
}

/** A programme of an event at 1080p60 is far below. */
const CEILING_BITRATE = 25_000_000;

/** One sender's session as a participant of a stage: what an encoder sends, without a page and without a socket. */
export class StageInput {
  readonly events = new TypedEvents<StageInputEvents>();
  readonly sessionId: string;
  readonly participant: Participant;
  readonly #stage: Stage;
  readonly #flow: InputFlow;
  readonly #offs: (() => void)[];
  #transportId: string | undefined;
  #isClosed = false;

  /** The participant waits backstage, as it does when it was there before; what an earlier session sent has ended. */
  static async open(options: StageInputOptions): Promise<StageInput> {
    const { stage, inputId, sessionId, name } = options;
    const known = stage.findPerson(inputId);
    const participant =
      known ?? (await stage.join({ personId: inputId, tabId: sessionId, name, role: 'candidate' }));
    participant.tabId = sessionId;
    participant.name = name;
    participant.isConnected = true;
    if (known !== undefined) await stage.reset(known);
    stage.changed(participant);
    return new StageInput(options, participant);
  }

  private constructor({ stage, sessionId, clock }: StageInputOptions, participant: Participant) {
    this.sessionId = sessionId;
    this.participant = participant;
    this.#stage = stage;
    this.#flow = new InputFlow({
      tracks: () => (this.#isCurrent ? participant.tracks : []),
      changed: (flow) => this.events.emit('flow', flow),
      comingChanged: () => this.events.emit('coming', undefined),
      clock,
    });
    this.#offs = [
      stage.events.on('participant-left', (left) => {
        if (left.participant !== participant) return;
        this.#end(left.reason === 'stage-closed' ? 'stage-closed' : 'removed');
      }),
    ];
  }

  get flow(): Flow {
    return this.#flow.flow;
  }

  /** It is about to send its first media. */
  get isComing(): boolean {
    return this.#flow.isComing;
  }

  /** What the stage can take. */
  get capabilities(): WireRtpCapabilities {
    return capabilitiesForPages(this.participant.hub.rtpCapabilities);
  }

  async openWebRtc(): Promise<TransportView> {
    this.#assertOpen();
    const view = await this.participant.createSendTransport();
    const transport = this.participant.sending?.transport as WebRtcTransport | undefined;
    this.#transportId = view.transportId;
    transport?.observer.on('dtlsstatechange', (state) => {
      if (state === 'connected' && !this.#isClosed) this.#flow.announce();
    });
    transport?.setMaxIncomingBitrate(CEILING_BITRATE).catch(() => undefined);
    transport?.observer.once('close', () => this.#end('transport-closed'));
    return view;
  }

  /**
   * Plain RTP from an encoder on this machine. Each start has streams of new ids, so earlier tracks end: a clock
   * that jumps under a known id would be taken for loss.
   */
  async openPlain(kinds: { video: boolean; audio: boolean }): Promise<PlainTarget> {
    this.#assertOpen();
    for (const track of [...this.participant.tracks]) track.close();
    const transport = await this.#plainTransport();
    this.#flow.announce();
    const target = { ...transport.tuple, videoSsrc: newSsrc(), audioSsrc: newSsrc() };
    const { videoSsrc, audioSsrc } = target;
    if (kinds.video) await this.produce('camera', plainVideo(videoSsrc));
    if (kinds.audio) await this.produce('microphone', plainAudio(audioSsrc));
    return { ip: target.localAddress, port: target.localPort, videoSsrc, audioSsrc };
  }

  connect(dtls: WireDtlsParameters): Promise<void> {
    return this.participant.connect(this.#openTransport(), dtls);
  }

  restartIce(): Promise<WireIceParameters> {
    return this.participant.restartIce(this.#openTransport());
  }

  produce(source: 'camera' | 'microphone', rtpParameters: WireRtpParameters): Promise<Track> {
    return this.#stage.produce(this.participant, this.#openTransport(), {
      source,
      rtpParameters,
      paused: false,
    });
  }

  /** On the stage or backstage. Throws `stage-full`. */
  async place(onStage: boolean): Promise<void> {
    if (this.#isClosed || this.participant.isOnStage === onStage) return;
    if (onStage) assertPublisherPlace(this.#stage.participants, this.participant, this.#stage.maxPublishers);
    await this.#stage.setRole(this.participant, onStage ? 'guest' : 'candidate');
  }

  /** A newer session of the same input has the participant now. */
  replaced(): void {
    this.#end('replaced');
  }

  /** What it sends ends; the participant stays for a sender that reconnects, until `leave`. */
  close(): void {
    if (this.#isClosed) return;
    const isCurrent = this.#isCurrent;
    this.#stop();
    if (!isCurrent) return;
    this.participant.reset();
    this.participant.isConnected = false;
    this.#stage.changed(this.participant);
  }

  /** Takes the participant away, unless a newer session has it. */
  leave(): void {
    this.close();
    if (this.participant.tabId === this.sessionId) this.#stage.leave(this.participant, 'left');
  }

  async #plainTransport(): Promise<PlainTransport> {
    const known = this.participant.sending?.transport;
    if (known?.type === 'plain' && !known.closed) return known as PlainTransport;
    const { hub } = this.participant;
    if (!(hub instanceof LocalHub))
      throw new Error('an encoder of this machine is on one of its own workers');
    const transport = await hub.createPlainTransport();
    if (this.#isClosed || !this.#isCurrent) {
      transport.close();
      this.#assertOpen();
    }
    this.participant.sendOver(transport);
    this.#transportId = transport.id;
    // Its first packet.
    transport.observer.on('tuple', () => this.#flow.look());
    transport.observer.once('close', () => this.#end('transport-closed'));
    return transport;
  }

  get #isCurrent(): boolean {
    return this.participant.tabId === this.sessionId;
  }

  #openTransport(): string {
    this.#assertOpen();
    if (this.#transportId !== undefined) return this.#transportId;
    throw guestError('transport-not-found', 'The input has no transport yet.', { status: 409 });
  }

  #assertOpen(): void {
    if (!this.#isClosed && this.#isCurrent) return;
    throw guestError('input-replaced', 'This session has ended. Connect again.', {
      status: 409,
      retry: true,
    });
  }

  #end(why: StageInputEvents['ended']): void {
    if (this.#isClosed) return;
    this.close();
    this.events.emit('ended', why);
    this.events.clear();
  }

  #stop(): void {
    this.#isClosed = true;
    this.#flow.close();
    for (const off of this.#offs.splice(0)) off();
  }
}

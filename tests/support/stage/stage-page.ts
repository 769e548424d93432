import { io, type Socket } from 'socket.io-client';
import {
  type Ack,
  type ClientToServer,
  PROTOCOL_VERSION,
  type RequestInput,
  type RequestName,
  type ResponseData,
  type ServerEvent,
  type ServerEventData,
  type ServerEventName,
  type StageWelcome,
  serverEvents,
  type WireTrackSource,
} from '#protocol';
import { SignalLog } from '../kernel/signal-log.js';
import { OPUS_SEND, VP8_SEND } from './stage-rtp.js';

const DEADLINE_MS = 20_000;
let ssrcs = 10_000;

/** What a page would say of itself; no media flows, since nobody shakes hands. */
export const SOME_FINGERPRINT = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
} as const;

/** A page without a browser: every message of the contract, and what the server told it. */
export class StagePage {
  readonly personId: string;
  readonly tabId: string;
  readonly told = new SignalLog<ServerEvent>();
  readonly #socket: Socket<Record<string, never>, ClientToServer>;

  constructor(url: string, personId: string, tabId = `${personId}-tab`) {
    this.personId = personId;
    this.tabId = tabId;
    this.#socket = io(url, {
      path: '/signal',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    for (const name of Object.keys(serverEvents) as ServerEventName[]) {
      this.#socket.on(name, (data: unknown) => this.told.push({ name, data } as ServerEvent));
    }
  }

  ask<Name extends RequestName>(name: Name, request: RequestInput<Name>): Promise<Ack<ResponseData<Name>>> {
    return this.send(name, request) as Promise<Ack<ResponseData<Name>>>;
  }

  /** Anything at all, in the contract or not. Fails at once when the socket closes before the answer. */
  send(name: string, payload: unknown): Promise<Ack<unknown>> {
    const emit = this.#socket.timeout(DEADLINE_MS) as unknown as {
      emitWithAck(name: string, payload: unknown): Promise<Ack<unknown>>;
    };
    return new Promise((resolve, reject) => {
      const closed = (reason: string) => reject(new Error(`${name}: the socket closed: ${reason}`));
      this.#socket.once('disconnect', closed);
      const answered = emit.emitWithAck(name, payload);
      answered.then(resolve, reject).finally(() => this.#socket.off('disconnect', closed));
    });
  }

  /** As `ask`, for what must succeed. */
  async must<Name extends RequestName>(name: Name, request: RequestInput<Name>): Promise<ResponseData<Name>> {
    const ack = await this.ask(name, request);
    if (ack.ok) return ack.data;
    throw new Error(`${name} of ${this.personId}: ${ack.error.code}: ${ack.error.message}`);
  }

  join(role: string, takeOver = false): Promise<ResponseData<'session.join'>> {
    const { tabId } = this;
    return this.must('session.join', {
      version: PROTOCOL_VERSION,
      ticket: `${role}:${this.personId}`,
      tabId,
      takeOver,
    });
  }

  /** Participant and both transports. */
  async enter(): Promise<{ welcome: StageWelcome; sendId: string; receiveId: string }> {
    const welcome = await this.must('session.enter-stage', {});
    const { routerRtpCapabilities: rtpCapabilities } = welcome;
    const [receive, send] = await Promise.all([
      this.must('transport.create-receive', { rtpCapabilities }),
      this.must('transport.create-send', {}),
    ]);
    return { welcome, sendId: send.transportId, receiveId: receive.transportId };
  }

  async produce(transportId: string, source: WireTrackSource): Promise<string> {
    ssrcs += 1;
    const isVideo = source === 'camera' || source === 'screen';
    const rtpParameters = isVideo ? VP8_SEND(ssrcs) : OPUS_SEND(ssrcs);
    return (await this.must('produce.start', { transportId, source, rtpParameters })).producerId;
  }

  /** The first event of a name that fits, also one that came before. */
  until<Name extends ServerEventName>(
    name: Name,
    fits: (data: ServerEventData<Name>) => boolean = () => true,
  ): Promise<ServerEventData<Name>> {
    return this.told.until(`${name} at ${this.personId}`, DEADLINE_MS, (events) =>
      events
        .flatMap((event) => (event.name === name ? [event.data as ServerEventData<Name>] : []))
        .find(fits),
    );
  }

  close(): void {
    this.#socket.disconnect();
  }
}

import { type Clock, guestError } from '#kernel';
import {
  LIMITS,
  type RequestData,
  type Role,
  type StageWelcome,
  type Tile,
  type TransportView,
  type WireDtlsParameters,
  type WireIceParameters,
  type WireIceServer,
  type WireRtpCapabilities,
} from '#protocol';
import { capabilitiesForPages } from '../media/codecs.js';
import type { Participant } from '../participant.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import { Holds } from './holds.js';
import type { RoleRegistry } from './role-registry.js';
import type { StageCaller } from './stage-caller.js';
import { type StagePlace, stagePlaceOf } from './stage-place.js';

export interface StageServiceOptions {
  stages: StageRegistry;
  roles: RoleRegistry;
  clock: Clock;
  /** Time-limited, made for one person. */
  iceServers: (personId: string) => WireIceServer[];
  iceTransportPolicy: 'all' | 'relay';
  /** How long a participant waits for a lost connection. */
  participantHoldMs?: number;
  /** Called for every lost socket, with or without a participant. */
  onConnectionLost?: (caller: StageCaller) => void;
}

/** From entering to the first transport: a slow phone loads its codecs in this time. */
const COMPLETION_MS = 30_000;

/** What pages ask of the stage: entering, staying, sending, receiving. Fits the gateway's stage port. */
export class StageService {
  readonly #options: StageServiceOptions;
  readonly #holds: Holds;
  readonly #participantHoldMs: number;

  constructor(options: StageServiceOptions) {
    this.#options = options;
    this.#holds = new Holds(options.clock);
    this.#participantHoldMs = options.participantHoldMs ?? LIMITS.participantHoldMs;
  }

  findRole(showId: string, personId: string): Role | undefined {
    const { stages, roles } = this.#options;
    return roles.find(showId, personId) ?? stages.find(showId)?.findPerson(personId)?.role;
  }

  async enter(
    caller: StageCaller,
    { keepMedia, rtpCapabilities }: RequestData<'session.enter-stage'>,
    signal?: AbortSignal,
  ): Promise<StageWelcome> {
    const stage = await this.#options.stages.openStage(caller.showId);
    if (caller.socket !== undefined && stage.findPerson(caller.personId) === undefined)
      await stage.adoptFrom(caller.socket, keepMedia === true);
    signal?.throwIfAborted();
    const known = stage.findPerson(caller.personId);
    if (known === undefined && stage.isLocked && caller.role !== 'host') throw stageLocked();
    const participant = known ?? (await this.#join(stage, caller, signal));
    const keptMedia = known !== undefined && keepMedia && participant.hasLiveTransports;
    if (known !== undefined) await this.#resume(stage, participant, caller, keptMedia, signal);
    this.#awaitCompletion(stage, participant);
    const welcome = this.#welcome(stage, participant, known !== undefined, keptMedia);
    if (keptMedia || rtpCapabilities === undefined) return welcome;
    return { ...welcome, transports: await this.#createBoth(stage, participant, rtpCapabilities, signal) };
  }

  async leave(caller: StageCaller): Promise<void> {
    const stage = this.#options.stages.find(caller.showId);
    const participant = stage?.findPerson(caller.personId);
    if (stage === undefined || participant?.tabId !== caller.tabId) return;
    this.#holds.release(participant.participantId);
    stage.leave(participant, 'left');
  }

  connectionLost(caller: StageCaller): void {
    this.#options.onConnectionLost?.(caller);
    const stage = this.#options.stages.find(caller.showId);
    const participant = stage?.findPerson(caller.personId);
    if (stage === undefined || participant?.tabId !== caller.tabId) return;
    participant.isConnected = false;
    stage.changed(participant);
    this.#holds.start(participant.participantId, this.#participantHoldMs, () =>
      stage.leave(participant, 'lost'),
    );
  }

  async createSendTransport(caller: StageCaller, signal?: AbortSignal): Promise<TransportView> {
    return this.#participantOf(caller).participant.createSendTransport(signal);
  }

  async createReceiveTransport(
    caller: StageCaller,
    capabilities: WireRtpCapabilities,
    signal?: AbortSignal,
  ): Promise<TransportView> {
    const { stage, participant } = this.#participantOf(caller);
    const view = await participant.createReceiveTransport(capabilities, signal);
    stage.offerAll(participant);
    return view;
  }

  connect(caller: StageCaller, transportId: string, dtls: WireDtlsParameters): Promise<void> {
    return this.#participantOf(caller).participant.connect(transportId, dtls);
  }

  restartIce(caller: StageCaller, transportId: string): Promise<WireIceParameters> {
    return this.#participantOf(caller).participant.restartIce(transportId);
  }

  iceServers(caller: StageCaller): WireIceServer[] {
    return this.#options.iceServers(this.#participantOf(caller).participant.personId);
  }

  async produce(
    caller: StageCaller,
    offer: RequestData<'produce.start'>,
    signal?: AbortSignal,
  ): Promise<string> {
    const { stage, participant } = this.#participantOf(caller);
    return (await stage.produce(participant, offer.transportId, offer, signal)).trackId;
  }

  async setPaused(caller: StageCaller, producerId: string, paused: boolean): Promise<void> {
    const track = this.#participantOf(caller).participant.getTrack(producerId);
    await track.hold('owner', paused);
    if (!paused && track.isHeldBy('host')) {
      throw guestError('muted-by-host', 'The host has muted you. Only the host can undo it.', {
        status: 403,
      });
    }
  }

  async closeTrack(caller: StageCaller, producerId: string): Promise<void> {
    this.#participantOf(caller).participant.getTrack(producerId).close();
  }

  setTiles(caller: StageCaller, tiles: readonly Tile[]): Promise<void> {
    return this.#participantOf(caller).participant.getReception().setTiles(tiles);
  }

  setWanted(caller: StageCaller, consumerId: string, wanted: boolean): Promise<void> {
    return this.#participantOf(caller).participant.getReception().setWanted(consumerId, wanted);
  }

  requestKeyFrame(caller: StageCaller, consumerId: string): Promise<void> {
    return this.#participantOf(caller).participant.getReception().requestKeyFrame(consumerId);
  }

  close(): void {
    this.#holds.close();
  }

  async #createBoth(
    stage: Stage,
    participant: Participant,
    capabilities: WireRtpCapabilities,
    signal?: AbortSignal,
  ): Promise<NonNullable<StageWelcome['transports']>> {
    const [send, receive] = await Promise.all([
      participant.createSendTransport(signal),
      participant.createReceiveTransport(capabilities, signal),
    ]);
    stage.offerAll(participant);
    return { send, receive };
  }

  /** Removes a participant that was made for nobody: the caller was answered, or the socket closed, meanwhile. */
  async #join(stage: Stage, caller: StageCaller, signal?: AbortSignal): Promise<Participant> {
    const participant = await stage.join(caller);
    if (signal?.aborted === true && participant.tabId === caller.tabId) stage.leave(participant, 'lost');
    signal?.throwIfAborted();
    return participant;
  }

  #participantOf(caller: StageCaller): StagePlace {
    return stagePlaceOf(this.#options.stages, caller);
  }

  async #resume(
    stage: Stage,
    participant: Participant,
    caller: StageCaller,
    keepMedia: boolean,
    signal?: AbortSignal,
  ): Promise<void> {
    this.#holds.release(participant.participantId);
    participant.tabId = caller.tabId;
    participant.name = caller.name;
    participant.isConnected = true;
    if (!keepMedia) await stage.reset(participant, caller.socket);
    else this.#options.clock.after(0, () => participant.reception?.offerAgain());
    if (signal?.aborted === true) {
      // Nobody got the answer: the participant is held as before, unless another tab has resumed meanwhile.
      this.connectionLost(caller);
      signal.throwIfAborted();
    }
    stage.changed(participant);
  }

  /** A peer that enters and then makes no transport is cleared. */
  #awaitCompletion(stage: Stage, participant: Participant): void {
    this.#holds.start(participant.participantId, COMPLETION_MS, () => {
      if (!participant.hasLiveTransports) stage.leave(participant, 'lost');
    });
  }

  #welcome(stage: Stage, participant: Participant, resumed: boolean, keptMedia: boolean): StageWelcome {
    const { iceServers, iceTransportPolicy } = this.#options;
    return {
      participantId: participant.participantId,
      resumed,
      keptMedia,
      routerRtpCapabilities: capabilitiesForPages(participant.hub.rtpCapabilities),
      iceServers: iceServers(participant.personId),
      iceTransportPolicy,
      locked: stage.isLocked,
      maxPublishers: stage.maxPublishers,
      participants: stage.participants.map(({ view }) => view),
    };
  }
}

const stageLocked = () =>
  guestError('stage-locked', 'The stage is locked. Ask the host to let you in.', {
    status: 403,
    retry: true,
  });

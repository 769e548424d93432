import type { CallSignal, CallView, ServerEventData } from '#protocol';
import type { DeviceState } from '../devices/own-devices.js';
import { Observed } from '../observed.js';
import type { Connection } from '../signaling/connection.js';
import { WireFailure } from '../signaling/wire-failure.js';
import type { StageClient } from '../stage/stage-client.js';
import { type CallTracks, DirectPath, type OpenPath, type PathReading } from './direct-path.js';
import { stunServers } from './stun-servers.js';

export interface CallState {
  call: CallView | null;
  /** The participant at the other end. */
  partnerId: string | null;
  /** This page called. */
  isCaller: boolean;
  route: 'direct' | 'server';
  /** There and back from page to page; null while the pages do not reach each other. */
  directMs: number | null;
  /** There and back over the server. */
  serverMs: number | null;
  /** What arrives directly: to be heard and seen while the route is direct. */
  microphone: MediaStream | null;
  camera: MediaStream | null;
}

type CallStage = Pick<StageClient, 'state' | 'measureServerMs'>;
type Path = ReturnType<OpenPath>;

const NO_CALL: CallState = {
  call: null,
  partnerId: null,
  isCaller: false,
  route: 'server',
  directMs: null,
  serverMs: null,
  microphone: null,
  camera: null,
};

const MEASURE_EVERY_MS = 2_000;
/** An attempt that does not answer for this long is given up. */
const GIVE_UP_MS = 10_000;
/** Delays before the next attempts: networks change during a call. */
const AGAIN_AFTER_MS = [1_000, 5_000, 15_000, 60_000];
/** Of offers. A caller waits longer; a partner who floods the page makes it open no more connections than this allows. */
const LEAST_APART_MS = 500;

/**
 * A private call of two. Its audio always goes over the server too, unheard while the pages reach each other: a direct
 * connection that stops answering is left within a second and without a new connection.
 */
export class CallClient {
  readonly state = new Observed<CallState>(NO_CALL);
  readonly #connection: Connection;
  readonly #stage: CallStage;
  readonly #devices: { state: Observed<DeviceState> };
  readonly #openPath: OpenPath;
  readonly #undo: (() => void)[];
  /** Signals for a path that is being opened. */
  readonly #early: CallSignal[] = [];
  #path: Path | undefined;
  #attempt = 0;
  #openings = 0;
  #failures = 0;
  #aliveAtMs = 0;
  #openedAtMs = Number.NEGATIVE_INFINITY;
  #again: ReturnType<typeof setTimeout> | undefined;
  #measuring: ReturnType<typeof setInterval> | undefined;
  #ownServerMs: number | null = null;
  #partnerServerMs: number | null = null;
  /** The call that this page ended: nothing needs to be said about it. */
  #endedId: string | undefined;

  constructor(
    connection: Connection,
    stage: CallStage,
    devices: { state: Observed<DeviceState> },
    openPath: OpenPath = DirectPath.open,
  ) {
    this.#connection = connection;
    this.#stage = stage;
    this.#devices = devices;
    this.#openPath = openPath;
    let { phase } = stage.state.value;
    this.#undo = [
      connection.on('call.changed', ({ call }) => this.#changed(call)),
      connection.on('call.signalled', (signalled) => this.#signalled(signalled)),
      devices.state.watch(() => this.#path?.setTracks(this.#tracks)),
      stage.state.watch((state) => {
        if (state.phase === 'left') return this.close();
        this.#path?.setTracks(this.#tracks);
        if (state.phase === 'on' && phase !== 'on') void this.#reload();
        ({ phase } = state);
      }),
    ];
    if (phase === 'on') void this.#reload();
  }

  async start(participantId: string): Promise<void> {
    const { call } = await this.#connection.request('call.start', { participantId });
    this.#changed(call);
  }

  async accept(): Promise<void> {
    const { call } = this.state.value;
    if (call) await this.#connection.request('call.accept', { callId: call.callId });
  }

  /** Declines, gives up calling, hangs up, or goes back to the stage after the other one has. */
  async end(): Promise<void> {
    const { call } = this.state.value;
    if (!call) return;
    this.#endedId = call.callId;
    try {
      await this.#connection.request('call.end', { callId: call.callId });
    } catch (error) {
      if (!(error instanceof WireFailure) || error.code !== 'call-not-found') throw error;
    }
    this.#changed(null);
  }

  /** Also by itself, when the stage is left. May be called twice. */
  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#stop();
    this.state.close();
  }

  get #tracks(): CallTracks {
    const { microphone, camera } = this.#devices.state.value;
    const { roster, participantId } = this.#stage.state.value;
    const me = roster.participants.find((each) => each.participantId === participantId);
    const isMuted = me?.tracks.some(({ source, mutedByHost }) => source === 'microphone' && mutedByHost);
    return { microphone: isMuted ? null : microphone, camera };
  }

  async #reload(): Promise<void> {
    const answer = await this.#connection.request('call.get', {}).catch(() => undefined);
    if (answer === undefined) return;
    // A notice of a call that is over stays until it is read.
    if (answer.call === null && this.state.value.call?.state === 'over') return;
    this.#changed(answer.call);
  }

  #changed(call: CallView | null): void {
    if (call === null || (call.state === 'over' && call.callId === this.#endedId)) {
      this.#stop();
      this.state.set(NO_CALL);
      return;
    }
    const me = this.#stage.state.value.participantId;
    const isCaller = call.callerId === me;
    const wasActive =
      this.state.value.call?.state === 'active' && this.state.value.call.callId === call.callId;
    this.state.patch({ call, isCaller, partnerId: isCaller ? call.calleeId : call.callerId });
    if (call.state === 'active' && !wasActive) this.#begin();
    if (call.state === 'over') this.#stop();
  }

  #begin(): void {
    this.#stop();
    this.#measuring = setInterval(() => void this.#measure(), MEASURE_EVERY_MS);
    void this.#measure();
    if (this.state.value.isCaller && this.state.value.call?.mayBeDirect) void this.#try();
  }

  /** The caller alone begins attempts: both at once would cross. */
  async #try(): Promise<void> {
    this.#attempt += 1;
    await this.#open(this.#attempt, true);
  }

  async #open(attempt: number, isCaller: boolean): Promise<void> {
    const { call } = this.state.value;
    if (!call) return;
    this.#attempt = attempt;
    this.#openings += 1;
    const opening = this.#openings;
    this.#path?.close();
    this.#path = undefined;
    this.#early.length = 0;
    this.#openedAtMs = performance.now();
    this.#aliveAtMs = this.#openedAtMs;
    const answer = await this.#connection
      .request('transport.ice-servers', {})
      .catch(() => ({ iceServers: [] }));
    const isCurrent = () => this.#openings === opening;
    if (!isCurrent()) return;
    this.#path = this.#openPath({
      isCaller,
      iceServers: stunServers(answer.iceServers),
      tracks: this.#tracks,
      send: (signal) => isCurrent() && this.#send(call.callId, attempt, signal),
      onTrack: (source, stream) => isCurrent() && this.state.patch({ [source]: stream }),
      onReading: (reading) => isCurrent() && this.#read(reading),
      onFailed: () => isCurrent() && this.#failed(),
      serverMs: () => this.#ownServerMs,
    });
    for (const signal of this.#early.splice(0)) this.#path.receive(signal);
  }

  #signalled({ callId, attempt, signal }: ServerEventData<'call.signalled'>): void {
    const { call, isCaller } = this.state.value;
    if (call?.callId !== callId || call.state !== 'active' || !call.mayBeDirect) return;
    // A caller's page that was loaded again counts its attempts from one again.
    if (signal.kind === 'offer' && !isCaller) {
      if (performance.now() - this.#openedAtMs < LEAST_APART_MS) return;
      void this.#open(attempt, false);
    }
    if (attempt !== this.#attempt) return;
    if (this.#path) this.#path.receive(signal);
    else if (this.#early.length < EARLY_LIMIT) this.#early.push(signal);
  }

  #send(callId: string, attempt: number, signal: CallSignal): void {
    // What gets lost ends in an attempt that does not answer.
    this.#connection.request('call.signal', { callId, attempt, signal }).catch(() => undefined);
  }

  #read({ isAlive, roundTripMs, partnerServerMs }: PathReading): void {
    if (partnerServerMs !== null) this.#partnerServerMs = partnerServerMs;
    const nowMs = performance.now();
    if (isAlive) {
      this.#aliveAtMs = nowMs;
      this.#failures = 0;
    }
    const route = isAlive ? 'direct' : 'server';
    const directMs = isAlive && roundTripMs !== null ? Math.round(roundTripMs) : null;
    const { value } = this.state;
    if (route !== value.route || directMs !== value.directMs) this.state.patch({ route, directMs });
    if (nowMs - this.#aliveAtMs > GIVE_UP_MS) this.#failed();
  }

  #failed(): void {
    this.#leavePath();
    if (!this.state.value.isCaller) return;
    const delayMs = AGAIN_AFTER_MS[Math.min(this.#failures, AGAIN_AFTER_MS.length - 1)];
    this.#failures += 1;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.#try(), delayMs);
  }

  async #measure(): Promise<void> {
    this.#ownServerMs = await this.#stage.measureServerMs();
    const { partnerId, serverMs } = this.state.value;
    const partner = this.#stage.state.value.roster.participants.find(
      (each) => each.participantId === partnerId,
    );
    const partnerMs = this.#partnerServerMs ?? partner?.quality.rttMs ?? null;
    const now =
      this.#ownServerMs === null || partnerMs === null ? null : Math.round(this.#ownServerMs + partnerMs);
    if (this.state.value.call !== null && now !== serverMs) this.state.patch({ serverMs: now });
  }

  #stop(): void {
    clearTimeout(this.#again);
    clearInterval(this.#measuring);
    this.#failures = 0;
    this.#partnerServerMs = null;
    this.#leavePath();
  }

  #leavePath(): void {
    this.#openings += 1;
    this.#path?.close();
    this.#path = undefined;
    this.#early.length = 0;
    this.state.patch({ route: 'server', directMs: null, microphone: null, camera: null });
  }
}

/** An offer and the candidates of one page are some twenty. */
const EARLY_LIMIT = 64;

import { type Clock, guestError, newId } from '#kernel';
import { type CallView, HOSTS, LIMITS, type RequestData } from '#protocol';
import { type CallEnd, PrivateCall } from '../call/private-call.js';
import type { Participant } from '../participant.js';
import { participantNotFound } from '../participant-errors.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import { Holds } from './holds.js';
import type { StageCaller } from './stage-caller.js';
import { type StagePlace, stagePlaceOf } from './stage-place.js';

export interface CallServiceOptions {
  stages: Pick<StageRegistry, 'find'>;
  clock: Clock;
  /** With `relay` pages never connect to each other. */
  iceTransportPolicy: 'all' | 'relay';
}

/**
 * Private calls of two participants. Fits the gateway's call port. While a call is active both microphones are heard by the
 * other one alone; pages that reach each other carry it themselves, and the server's way stays open beside it.
 */
export class CallService {
  readonly #options: CallServiceOptions;
  /** By participant: each is in one call at most. */
  readonly #calls = new Map<Participant, PrivateCall>();
  readonly #ringing: Holds;

  constructor(options: CallServiceOptions) {
    this.#options = options;
    this.#ringing = new Holds(options.clock);
  }

  async start(caller: StageCaller, participantId: string): Promise<CallView> {
    const { stage, participant } = this.#placeOf(caller);
    const callee = stage.find(participantId);
    if (callee === undefined || callee.role === 'viewer') throw participantNotFound();
    if (callee === participant) throw guestError('not-allowed', 'You cannot call yourself.', { status: 400 });
    if (this.#calls.has(participant) || this.#calls.has(callee)) throw busy();
    // The green room is the hosts': guests talk to nobody before a host has admitted them.
    if (callee.role === 'candidate' && !HOSTS.includes(participant.role)) throw hostsOnly();
    const mayBeDirect = this.#options.iceTransportPolicy === 'all';
    const call = new PrivateCall({ callId: newId('call'), caller: participant, callee, mayBeDirect });
    for (const each of call.present) this.#calls.set(each, call);
    this.#ringing.start(call.callId, LIMITS.callRingsMs, () => this.#endRinging(call, 'no-answer'));
    this.#tell(call);
    return call.view;
  }

  async accept(caller: StageCaller, callId: string): Promise<void> {
    const { stage, participant, call } = this.#callOf(caller, callId);
    if (participant !== call.callee || !call.begin()) throw notFound();
    this.#ringing.release(callId);
    await stage.setCall(call.caller, call.callee);
    this.#tell(call);
  }

  async end(caller: StageCaller, callId: string): Promise<void> {
    const { stage, participant, call } = this.#callOf(caller, callId);
    if (call.state === 'ringing')
      return this.#endRinging(call, participant === call.callee ? 'declined' : 'hung-up');
    return this.#leave(stage, call, participant, 'hung-up');
  }

  async get(caller: StageCaller): Promise<CallView | null> {
    return this.#calls.get(this.#placeOf(caller).participant)?.view ?? null;
  }

  async signal(caller: StageCaller, signal: RequestData<'call.signal'>): Promise<void> {
    const { participant, call } = this.#callOf(caller, signal.callId);
    if (call.state !== 'active') throw notFound();
    call.otherThan(participant).tell({ name: 'call.signalled', data: signal });
  }

  participantLeft(stage: Stage, participant: Participant): void {
    const call = this.#calls.get(participant);
    if (call?.state === 'ringing') this.#endRinging(call, 'left');
    else if (call !== undefined) void this.#leave(stage, call, participant, 'left');
  }

  close(): void {
    this.#ringing.close();
    this.#calls.clear();
  }

  /** Ends a call that was not accepted. Nothing about who hears whom has changed yet. */
  #endRinging(call: PrivateCall, end: CallEnd): void {
    this.#ringing.release(call.callId);
    const both = call.present;
    for (const each of both) this.#hangUp(call, each, end);
    for (const each of both) each.tell({ name: 'call.changed', data: { call: call.view } });
  }

  /**
   * The participant who hangs up is heard as before. The other one, if on stage, stays unheard until they leave the call too:
   * the rest of a private sentence must not go on air because its listener has gone.
   */
  async #leave(stage: Stage, call: PrivateCall, participant: Participant, end: CallEnd): Promise<void> {
    const other = call.otherThan(participant);
    const wasTheFirst = call.has(other);
    this.#hangUp(call, participant, end);
    participant.tell({ name: 'call.changed', data: { call: null } });
    this.#tell(call);
    if (!wasTheFirst) return stage.leaveCall(participant, null);
    if (other.isOnStage) return stage.leaveCall(participant, other);
    this.#hangUp(call, other, end);
    await Promise.all([stage.leaveCall(participant, null), stage.leaveCall(other, null)]);
  }

  #hangUp(call: PrivateCall, participant: Participant, end: CallEnd): void {
    call.leave(participant, end);
    this.#calls.delete(participant);
  }

  #tell(call: PrivateCall): void {
    for (const each of call.present) each.tell({ name: 'call.changed', data: { call: call.view } });
  }

  #callOf(caller: StageCaller, callId: string): StagePlace & { call: PrivateCall } {
    const place = this.#placeOf(caller);
    const call = this.#calls.get(place.participant);
    if (call?.callId !== callId) throw notFound();
    return { ...place, call };
  }

  #placeOf(caller: StageCaller): StagePlace {
    return stagePlaceOf(this.#options.stages, caller);
  }
}

const hostsOnly = () =>
  guestError('not-allowed', 'Only hosts call people in the green room.', { status: 403 });
const busy = () => guestError('call-busy', 'One of you is in a call already.', { status: 409, retry: true });
const notFound = () => guestError('call-not-found', 'That call is over.', { status: 404 });

import type { CallView } from '#protocol';
import type { Participant } from '../participant.js';

export type CallEnd = NonNullable<CallView['end']>;

export interface PrivateCallOptions {
  callId: string;
  caller: Participant;
  callee: Participant;
  mayBeDirect: boolean;
}

/** A private call of two. Its state moves forward only. */
export class PrivateCall {
  readonly callId: string;
  readonly caller: Participant;
  readonly callee: Participant;
  /** The participants who have not left the call yet. */
  readonly #present: Set<Participant>;
  readonly #mayBeDirect: boolean;
  #state: CallView['state'] = 'ringing';
  #end: CallEnd | undefined;

  constructor({ callId, caller, callee, mayBeDirect }: PrivateCallOptions) {
    this.callId = callId;
    this.caller = caller;
    this.callee = callee;
    this.#mayBeDirect = mayBeDirect;
    this.#present = new Set([caller, callee]);
  }

  get state(): CallView['state'] {
    return this.#state;
  }

  get present(): readonly Participant[] {
    return [...this.#present];
  }

  get view(): CallView {
    return {
      callId: this.callId,
      state: this.#state,
      callerId: this.caller.participantId,
      calleeId: this.callee.participantId,
      mayBeDirect: this.#mayBeDirect,
      ...(this.#end === undefined ? {} : { end: this.#end }),
    };
  }

  has(participant: Participant): boolean {
    return this.#present.has(participant);
  }

  otherThan(participant: Participant): Participant {
    return participant === this.caller ? this.callee : this.caller;
  }

  /** False when it has begun already, or is over. */
  begin(): boolean {
    if (this.#state !== 'ringing') return false;
    this.#state = 'active';
    return true;
  }

  leave(participant: Participant, end: CallEnd): void {
    this.#present.delete(participant);
    this.#state = 'over';
    this.#end ??= end;
  }
}

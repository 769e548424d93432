import { connectGate } from '#cluster';
import { type Clock, FrameChannel, type Log, NOTICES_HANG, TypedEvents } from '#kernel';
import { Packager, parseSnapshot } from '#packager';
import type { ProgrammeDescription } from '#programme-link';
import { type Inherited, StandbyLog } from '#showlog';

export interface StandbyOptions {
  description: ProgrammeDescription;
  at: NonNullable<ProgrammeDescription['standsBy']>;
  clock: Clock;
  log: Log;
}

export interface StandbyEvents {
  'in-step': undefined;
  lost: undefined;
  silent: undefined;
  heard: undefined;
  given: undefined;
  /** Another start is in step again. */
  failed: { reason: string };
}

/** Follows the programme of another node, to go on where it ends. */
export class Standby {
  readonly events = new TypedEvents<StandbyEvents>();
  /** Our wall clock at the show's time zero, once the other programme has told it. */
  readonly zeroWallMs: Promise<number>;
  readonly #log: StandbyLog<Packager>;
  readonly #clock: Clock;

  constructor({ description, at, clock, log }: StandbyOptions) {
    this.#clock = clock;
    const { showId, windowSeconds } = description;
    this.#log = new StandbyLog<Packager>({
      nodeId: at.nodeId,
      connect: async ({ signal, ...options }) =>
        new FrameChannel(await connectGate(at, { to: 'programme', showId }, signal), options),
      restore: (snapshot) => Packager.restore(parseSnapshot(snapshot), { windowSeconds, clock, log }),
      clock,
      log,
      heartbeat: NOTICES_HANG,
    });
    this.zeroWallMs = new Promise((resolve) => {
      this.#log.events.once('timed', ({ zeroMs }) =>
        resolve(clock.wallMs() - (clock.monotonicMs() - zeroMs)),
      );
    });
    for (const name of ['in-step', 'silent', 'heard', 'given'] as const)
      this.#log.events.on(name, () => this.events.emit(name, undefined));
    this.#log.events.on('lost', ({ reason }) => {
      log.warn('programme.standby | the active programme is lost', { reason });
      this.events.emit('lost', undefined);
    });
    this.#log.events.on('drifted', ({ byMs }) =>
      this.events.emit('failed', { reason: `the clocks went apart by ${Math.round(byMs)} ms` }),
    );
    this.#log.run().catch((error) => log.error('programme.standby | stopped', { error }));
  }

  get isInStep(): boolean {
    return this.#log.isInStep;
  }

  /** Ticks are running: once the log has reached the first of them, what is published waits for our word. */
  begin(): void {
    const nowMs = this.#clock.monotonicMs();
    this.#log.composeFrom((nowMs - (this.#log.zeroMs ?? nowMs)) / 1_000);
  }

  /** All that was published, and the monotonic clock at the show's time zero. */
  inherit(): { inherited: Inherited<Packager>; zeroMs: number } | undefined {
    const zeroMs = this.#log.zeroMs ?? this.#clock.monotonicMs();
    const inherited = this.#log.inherit();
    this.events.clear();
    return inherited && { inherited, zeroMs };
  }

  close(): void {
    this.#log.close();
    this.events.clear();
  }
}

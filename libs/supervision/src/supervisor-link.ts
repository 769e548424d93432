import { type ParentProcess, TypedEvents } from '#kernel';
import {
  type FromSupervisor,
  fromSupervisorSchema,
  type PeerAddress,
  type PeerLiveness,
  type ProgrammeOrder,
  type ToSupervisor,
} from './messages.js';

export interface SupervisorLinkEvents {
  told: FromSupervisor;
}

/** The server's side of the supervisor. */
export class SupervisorLink {
  readonly events = new TypedEvents<SupervisorLinkEvents>();
  readonly #parent: ParentProcess;
  readonly #running = new Set<string>();
  readonly #peers = new Map<string, PeerLiveness>();
  readonly #nodeId: Promise<string>;
  #onNodeId: (id: string) => void = () => undefined;

  /** `first` is the message that the process began with. */
  constructor(parent: ParentProcess, first: unknown) {
    this.#parent = parent;
    this.#nodeId = new Promise((resolve) => {
      this.#onNodeId = resolve;
    });
    this.#hear(first);
    parent.events.on('message', (message) => this.#hear(message));
  }

  /** Shows whose programme runs, as far as the supervisor has said. */
  get running(): ReadonlySet<string> {
    return this.#running;
  }

  /** Of this start of this node. Only in a cluster does it ever resolve. */
  get nodeId(): Promise<string> {
    return this.#nodeId;
  }

  /** What is known of another node; nothing while it was not tried yet. */
  peerState(id: string): PeerLiveness | undefined {
    return this.#peers.get(id);
  }

  setPeers(peers: readonly PeerAddress[]): void {
    this.#say({ kind: 'peers', peers: [...peers] });
  }

  startProgramme(order: ProgrammeOrder): void {
    this.#say({ kind: 'start-programme', order });
  }

  killProgramme(showId: string): void {
    this.#say({ kind: 'kill-programme', showId });
  }

  startOutputs(): void {
    this.#say({ kind: 'start-outputs' });
  }

  takeEncoders(): void {
    this.#say({ kind: 'take-encoders' });
  }

  #say(message: ToSupervisor): void {
    this.#parent.send(message);
  }

  #hear(message: unknown): void {
    const parsed = fromSupervisorSchema.safeParse(message);
    if (!parsed.success) return;
    this.#note(parsed.data);
    this.events.emit('told', parsed.data);
  }

  #note(told: FromSupervisor): void {
    if (told.kind === 'programmes') this.#noteGreeting(told);
    else if (told.kind === 'programme-started') this.#running.add(told.showId);
    else if (told.kind === 'peer-state') this.#peers.set(told.id, told.state);
    else if (told.kind !== 'programme-died') this.#running.delete(told.showId);
  }

  #noteGreeting({ showIds, node }: Extract<FromSupervisor, { kind: 'programmes' }>): void {
    for (const showId of showIds) this.#running.add(showId);
    for (const { id, state } of node?.peers ?? []) this.#peers.set(id, state);
    if (node !== undefined) this.#onNodeId(node.id);
  }
}

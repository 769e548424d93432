import type { TypedEvents } from '#kernel';
import type { FromSupervisor, PeerAddress, PeerLiveness } from '#supervision';

/** What the supervisor knows of the other nodes. Its link fits. */
export interface NodeLink {
  readonly nodeId: Promise<string>;
  readonly events: Pick<TypedEvents<{ told: FromSupervisor }>, 'on'>;
  peerState(id: string): PeerLiveness | undefined;
  setPeers(peers: readonly PeerAddress[]): void;
}

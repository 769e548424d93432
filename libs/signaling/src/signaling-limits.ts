/** How much one person and one network may hold and send. A network is an IPv4 address or the /64 of an IPv6 address. */
export interface SignalingLimits {
  /** Sockets of one person in one show: tabs. The oldest one ends when another comes. */
  socketsPerPerson: number;
  /** Sockets of one network over all shows, joined or not. More are refused. */
  socketsPerNetwork: number;
}

export const DEFAULT_LIMITS: SignalingLimits = { socketsPerPerson: 8, socketsPerNetwork: 1_000 };

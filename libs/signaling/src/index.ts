export type { Caller } from './caller.js';
export type { OnAnswered } from './dispatcher.js';
export type {
  Admission,
  AudiencePort,
  DataPort,
  ModerationPort,
  ProgrammePort,
  PromotionPort,
  ShowPort,
  SignalingPorts,
  StagePort,
  TicketPort,
} from './ports.js';
export { type NodePlace, NodeRelays } from './relay/node-relays.js';
export { RELAY_HEARTBEAT } from './relay/relay-heartbeat.js';
export { RelayedSockets } from './relay/relayed-sockets.js';
export { SignalGateway } from './signal-gateway.js';
export type { SessionEnd, SignalHub } from './signal-hub.js';
export { Signaling, type SignalingOptions } from './signaling.js';
export { DEFAULT_LIMITS, type SignalingLimits } from './signaling-limits.js';

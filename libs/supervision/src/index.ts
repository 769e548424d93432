export { ANY_SHOW } from './any-show.js';
export { HEAP_FLAGS } from './heap-flags.js';
export { KeptProgrammes, type KeptProgrammesOptions } from './kept-programmes.js';
export {
  type FromSupervisor,
  OPENED,
  type PeerAddress,
  type PeerLiveness,
  type ProgrammeOrder,
} from './messages.js';
export { minimalEnvironment, withoutServerSecrets } from './minimal-environment.js';
export type { ProcessPlan } from './process-plan.js';
export {
  type Beginning,
  type Closable,
  type Preparation,
  type RunProcessOptions,
  runProcess,
} from './run-process.js';
export { SpareProcess, type SpareProcessOptions } from './spare-process.js';
export { type NodePeers, Supervisor, type SupervisorEvents, type SupervisorOptions } from './supervisor.js';
export { SupervisorLink, type SupervisorLinkEvents } from './supervisor-link.js';
export { THRIFTY_MALLOC } from './thrifty-malloc.js';

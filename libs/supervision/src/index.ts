export { HEAP_FLAGS } from './heap-flags.js';
export type { ProcessPlan } from './kept-process.js';
export { KeptProgrammes, type KeptProgrammesOptions } from './kept-programmes.js';
export type { FromSupervisor, ProgrammeOrder } from './messages.js';
export { minimalEnvironment, withoutServerSecrets } from './minimal-environment.js';
export { Supervisor, type SupervisorEvents, type SupervisorOptions } from './supervisor.js';
export { SupervisorLink, type SupervisorLinkEvents } from './supervisor-link.js';

export {
  type FromProgramme,
  fromProgrammeSchema,
  roleSchema,
  type ToProgramme,
  toProgrammeSchema,
} from './messages.js';
export {
  CONTROL_HEARTBEAT,
  ProgrammeConnection,
  type ProgrammeConnectionEvents,
} from './programme-connection.js';
export { type ProgrammeDescription, programmeDescriptionSchema } from './programme-description.js';

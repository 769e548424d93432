export {
  type FromProgramme,
  fromProgrammeSchema,
  roleSchema,
  type ToProgramme,
  toProgrammeSchema,
} from './messages.js';
export {
  ProgrammeConnection,
  type ProgrammeConnectionEvents,
} from './programme-connection.js';
export { type ProgrammeDescription, programmeDescriptionSchema } from './programme-description.js';
export { programmeSocket } from './programme-socket.js';

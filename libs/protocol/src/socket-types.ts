import type { Ack } from './errors.js';
import type { ServerEventData, ServerEventName } from './events.js';
import type { RequestInput, RequestName, ResponseData } from './requests.js';

/** The type arguments of socket.io, both ends: `Socket<ServerToClient, ClientToServer>` in a page. */
export type ClientToServer = {
  [Name in RequestName]: (
    request: RequestInput<Name>,
    answer: (ack: Ack<ResponseData<Name>>) => void,
  ) => void;
};
export type ServerToClient = {
  [Name in ServerEventName]: (event: ServerEventData<Name>) => void;
};

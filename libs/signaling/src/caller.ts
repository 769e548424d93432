import type { Role } from '#protocol';

/** Who asks: the server's own record of a joined socket, never the client's word. */
export interface Caller {
  readonly showId: string;
  readonly personId: string;
  readonly tabId: string;
  readonly name: string;
  readonly role: Role;
}

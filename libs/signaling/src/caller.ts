import type { Role } from '#protocol';

/** Who asks: the server's own record of a joined socket, never the client's word. */
export interface Caller {
  readonly showId: string;
  readonly personId: string;
  readonly tabId: string;
  readonly name: string;
  readonly role: Role;
  /** Of the browser that the ticket was made for: what a ban of a device compares. */
  readonly deviceHash?: string | null;
  readonly socket?: {
    readonly id: string;
    /** Another node holds it. */
    readonly isElsewhere: boolean;
  };
}

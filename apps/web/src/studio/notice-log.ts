import { type Connection, Observed } from '#client';
import type { ServerEventData } from '#protocol';

export type ServerNotice = ServerEventData<'programme.notice'>;

const KEPT = 20;

/** What the server said went wrong, newest first: also while no panel shows it. */
export class NoticeLog {
  readonly notices = new Observed<readonly ServerNotice[]>([]);
  readonly #unwatch: () => void;

  constructor(connection: Connection) {
    this.#unwatch = connection.on('programme.notice', (notice) =>
      this.notices.set([notice, ...this.notices.value].slice(0, KEPT)),
    );
  }

  close(): void {
    this.#unwatch();
    this.notices.close();
  }
}

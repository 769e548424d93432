import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AudienceClient, Connection, PromotionClient, type WireFailure } from '#client';
import { type JoinedShow, ShowContext } from './show-context.js';

export interface ShowProps {
  /** From your own server, by `@proscenium/server`, or from `SiteApi.watch`. */
  ticket: string;
  /** Where Proscenium is, when it is not where the page came from. */
  origin?: string;
  /** The show is ended, the ticket is refused, or another page of this person took over. */
  onFailure?: (failure: WireFailure) => void;
  children: ReactNode;
}

function open(connection: Connection): JoinedShow {
  return {
    connection,
    audience: new AudienceClient(connection),
    promotions: new PromotionClient(connection),
  };
}

function close({ connection, audience, promotions }: JoinedShow): void {
  promotions.close();
  audience.close();
  connection.close();
}

/** Joins a show for everything inside: chat, raised hand, stage. The player needs none of it. */
export function Show({ ticket, origin, onFailure, children }: ShowProps) {
  const listener = useRef(onFailure);
  // A new function at each render of the parent must not join again.
  listener.current = onFailure;
  const [joined, setJoined] = useState<JoinedShow | null>(null);
  useEffect(() => {
    let isGone = false;
    let current: JoinedShow | undefined;
    Connection.open({ ticket, ...(origin === undefined ? {} : { origin }) }).then(
      (connection) => {
        if (isGone) return connection.close();
        current = open(connection);
        setJoined(current);
      },
      (failure: WireFailure) => isGone || listener.current?.(failure),
    );
    return () => {
      isGone = true;
      setJoined(null);
      if (current !== undefined) close(current);
    };
  }, [ticket, origin]);
  return <ShowContext value={joined}>{children}</ShowContext>;
}

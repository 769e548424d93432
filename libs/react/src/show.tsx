import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AudienceClient, Connection, type ConnectionState, PromotionClient, WireFailure } from '#client';
import { type JoinedShow, ShowContext } from './show-context.js';

export interface ShowProps {
  /** From your own server, by `@proscenium/server`, or from `SiteApi.watch`. */
  ticket: string;
  /** Where Proscenium is, when it is not where the page came from. */
  origin?: string;
  /** Of the ticket. Where Proscenium runs on several nodes, it says to which of them the connection goes. */
  showId?: string;
  /** The ticket is refused or over, its person removed, the show ended, or another page of this person took over. */
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

/** How a connection that was joined ended; undefined while it goes on, or where this page ended it. */
function failureOf({ phase, failure, ended }: ConnectionState): WireFailure | undefined {
  if (phase !== 'ended') return undefined;
  if (failure !== null) return failure;
  if (ended === null) return undefined;
  const code = ended === 'expired' ? 'ticket-expired' : ended;
  return new WireFailure({ code, message: `The session ended: ${ended}.`, retry: false });
}

/** Joins a show for everything inside: chat, raised hand, stage. The player needs none of it. */
export function Show({ ticket, origin, showId, onFailure, children }: ShowProps) {
  const listener = useRef(onFailure);
  // A new function at each render of the parent must not join again.
  listener.current = onFailure;
  const [joined, setJoined] = useState<JoinedShow | null>(null);
  useEffect(() => {
    let isGone = false;
    let current: JoinedShow | undefined;
    const where = {
      ...(origin === undefined ? {} : { origin }),
      ...(showId === undefined ? {} : { showId }),
    };
    Connection.open({ ticket, ...where }).then(
      (connection) => {
        if (isGone) return connection.close();
        connection.state.watch((state) => {
          const failure = failureOf(state);
          if (failure !== undefined) listener.current?.(failure);
        });
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
  }, [ticket, origin, showId]);
  return <ShowContext value={joined}>{children}</ShowContext>;
}

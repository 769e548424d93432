import { useCallback, useEffect, useRef, useState } from 'react';
import { AudienceClient, Connection, measureClockOffsetMs, PromotionClient, WireFailure } from '#client';
import { api } from '../ui/api.js';
import { keepConnected } from '../ui/keep-connected.js';
import { whoIsHere } from '../ui/person.js';
import { problemText } from '../ui/problem-text.js';
import { runAction } from '../ui/run-action.js';
import { readSetting, writeSetting } from '../ui/settings.js';
import { dropTicket, findTicket, keepTicket } from '../ui/tickets.js';
import type { AudienceSession } from './audience-session.js';

export interface AudienceConnection {
  audienceSession: AudienceSession | undefined;
  /** Null until the visitor has chosen one. */
  name: string | null;
  problem: string | undefined;
  clockOffsetMs(): number | null;
  /** A hand that is raised with the first name goes up as soon as the session has that name. */
  choose(name: string, then?: 'raise-hand'): void;
}

const AGAIN_MS = 5_000;

async function open(showId: string, name: string | null): Promise<AudienceSession> {
  await whoIsHere();
  const kept = findTicket(showId);
  const ticket =
    kept && (name === null || kept.name === name) ? kept : await api.watch(showId, name ?? undefined);
  keepTicket(ticket);
  const connection = await Connection.open({ ticket: ticket.ticket, showId, takeOver: true });
  keepConnected(connection, ticket);
  return {
    connection,
    audience: new AudienceClient(connection),
    promotions: new PromotionClient(connection),
  };
}

const isTicketRefused = (error: unknown): boolean =>
  error instanceof WireFailure && error.code.startsWith('ticket-');

function close({ connection, audience, promotions }: AudienceSession): void {
  audience.close();
  promotions.close();
  connection.close();
}

/** Chat, reactions and hands of one viewer. Playback never waits for this connection and never depends on it. */
export function useAudienceSession(showId: string, isWanted: boolean): AudienceConnection {
  const [audienceSession, setAudienceSession] = useState<AudienceSession>();
  const [name, setName] = useState<string | null>(
    // A ticket with a name may carry a role, which a viewer's ticket in another name would lose.
    () => findTicket(showId)?.name ?? readSetting('name') ?? null,
  );
  const [problem, setProblem] = useState<string>();
  const [round, setRound] = useState(0);
  const offset = useRef<number | null>(null);
  const raisesHand = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is the next try
  useEffect(() => {
    if (!isWanted) return;
    let isHere = true;
    let made: AudienceSession | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    open(showId, name).then(
      (opened) => {
        made = opened;
        if (!isHere) return close(opened);
        setAudienceSession(opened);
        setProblem(undefined);
        if (raisesHand.current) runAction(opened.promotions.raiseHand());
        raisesHand.current = false;
        void measureClockOffsetMs(opened.connection).then((measured) => {
          offset.current = measured;
        });
      },
      (error) => {
        if (!isHere) return;
        setProblem(problemText(error));
        if (isTicketRefused(error)) dropTicket(showId);
        timer = setTimeout(() => setRound((last) => last + 1), AGAIN_MS);
      },
    );
    return () => {
      isHere = false;
      clearTimeout(timer);
      setAudienceSession(undefined);
      if (made) close(made);
    };
  }, [showId, isWanted, name, round]);
  const choose = useCallback((chosen: string, then?: 'raise-hand') => {
    raisesHand.current = then === 'raise-hand';
    writeSetting('name', chosen);
    setName(chosen);
  }, []);
  const clockOffsetMs = useCallback(() => offset.current, []);
  return { audienceSession, name, problem, clockOffsetMs, choose };
}

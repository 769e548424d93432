import { useCallback, useEffect, useRef, useState } from 'react';
import { AudienceClient, Connection, measureClockOffsetMs, PromotionClient, WireFailure } from '#client';
import { dropTicket, findTicket, house, keepTicket, sayProblem, whoIsHere } from '../ui/house.js';
import { readSetting, writeSetting } from '../ui/settings.js';

export interface Line {
  connection: Connection;
  audience: AudienceClient;
  promotions: PromotionClient;
}

export interface AudienceLine {
  line: Line | undefined;
  /** Null until the visitor has chosen one. */
  name: string | null;
  problem: string | undefined;
  clockOffsetMs(): number | null;
  choose(name: string): void;
}

const AGAIN_MS = 5_000;

async function open(showId: string, name: string | null): Promise<Line> {
  await whoIsHere();
  const kept = findTicket(showId);
  const ticket =
    kept && (name === null || kept.name === name) ? kept : await house.watch(showId, name ?? undefined);
  keepTicket(ticket);
  const connection = await Connection.open({ ticket: ticket.ticket, takeOver: true });
  return {
    connection,
    audience: new AudienceClient(connection),
    promotions: new PromotionClient(connection),
  };
}

const isTicketRefused = (error: unknown): boolean =>
  error instanceof WireFailure && error.code.startsWith('ticket-');

function close({ connection, audience, promotions }: Line): void {
  audience.close();
  promotions.close();
  connection.close();
}

/** Chat and everything else that is said back. The picture never waits for it, and never depends on it. */
export function useLine(showId: string, isWanted: boolean): AudienceLine {
  const [line, setLine] = useState<Line>();
  const [name, setName] = useState<string | null>(() => readSetting('name') ?? null);
  const [problem, setProblem] = useState<string>();
  const [round, setRound] = useState(0);
  const offset = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is the next try
  useEffect(() => {
    if (!isWanted) return;
    let isHere = true;
    let made: Line | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    open(showId, name).then(
      (opened) => {
        made = opened;
        if (!isHere) return close(opened);
        setLine(opened);
        setProblem(undefined);
        void measureClockOffsetMs(opened.connection).then((measured) => {
          offset.current = measured;
        });
      },
      (error) => {
        if (!isHere) return;
        setProblem(sayProblem(error));
        if (isTicketRefused(error)) dropTicket(showId);
        timer = setTimeout(() => setRound((last) => last + 1), AGAIN_MS);
      },
    );
    return () => {
      isHere = false;
      clearTimeout(timer);
      setLine(undefined);
      if (made) close(made);
    };
  }, [showId, isWanted, name, round]);
  const choose = useCallback((chosen: string) => {
    writeSetting('name', chosen);
    setName(chosen);
  }, []);
  const clockOffsetMs = useCallback(() => offset.current, []);
  return { line, name, problem, clockOffsetMs, choose };
}

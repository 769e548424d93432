import { useEffect, useState } from 'react';
import { ApiFailure, HouseApi, type Person, type Ticket } from '#client';
import { isMessageKey } from '../i18n/locale.js';
import { currentText } from '../i18n/use-text.js';

export const house = new HouseApi();

let known: Promise<Person | null> | undefined;

/** Asked once a page; forgotten when somebody signs in or out. */
export function whoIsHere(): Promise<Person | null> {
  known ??= house.who().then(
    ({ person }) => person,
    () => null,
  );
  return known;
}

export const forgetWho = (): void => {
  known = undefined;
};

/** `undefined` while it is asked. */
export function usePerson(): Person | null | undefined {
  const [person, setPerson] = useState<Person | null>();
  useEffect(() => {
    let isHere = true;
    void whoIsHere().then((who) => isHere && setPerson(who));
    return () => {
      isHere = false;
    };
  }, []);
  return person;
}

/** One sentence for a person about anything that was thrown; the server's own words where we have none. */
export function sayProblem(thrown: unknown): string {
  const t = currentText();
  if (thrown instanceof ApiFailure && thrown.code === 'offline') return t('problem.offline');
  if (!(thrown instanceof Error && 'code' in thrown)) return t('problem.unknown');
  const refusal = `refusal.${thrown.code}`;
  if (isMessageKey(refusal)) return t(refusal);
  if (thrown.message !== '') return thrown.message;
  return t('problem.unknown');
}

/** A ticket survives a reload of its tab, nothing more. */
export function keepTicket(ticket: Ticket): void {
  try {
    sessionStorage.setItem(`proscenium.ticket.${ticket.showId}`, JSON.stringify(ticket));
  } catch {
    held.set(ticket.showId, ticket);
  }
}

const held = new Map<string, Ticket>();

/** The server refused it: the next one is asked for anew. */
export function dropTicket(showId: string): void {
  held.delete(showId);
  try {
    sessionStorage.removeItem(`proscenium.ticket.${showId}`);
  } catch {
    // There was none to drop.
  }
}

export function findTicket(showId: string): Ticket | undefined {
  try {
    const kept = sessionStorage.getItem(`proscenium.ticket.${showId}`);
    const ticket = kept === null ? held.get(showId) : (JSON.parse(kept) as Ticket);
    return ticket && Date.parse(ticket.expiresAt) > house.nowMs() ? ticket : undefined;
  } catch {
    return held.get(showId);
  }
}

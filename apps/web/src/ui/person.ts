import { useEffect, useState } from 'react';
import type { Person } from '#client';
import { api } from './api.js';

let known: Promise<Person | null> | undefined;
let forgotten = 0;

/** Requested once for each page; forgotten at sign-in and sign-out. */
export function whoIsHere(): Promise<Person | null> {
  known ??= api.who().then(
    ({ person }) => person,
    () => null,
  );
  return known;
}

export const forgetWho = (): void => {
  known = undefined;
  forgotten += 1;
};

/** Another number for each person who was here since this page was loaded: what was kept for one is not shown to the next. */
export const numberOfWho = (): number => forgotten;

/** `undefined` while the answer is on its way. */
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

import { useEffect, useRef } from 'react';

/** Fields that no text is typed into: they take only the keys that move or press them. */
const UNTYPED = new Set(['button', 'checkbox', 'color', 'file', 'radio', 'range', 'reset', 'submit']);
const MOVES = /^(?:arrow|home$|end$)/;
const LAYERS = '[role="dialog"],[role="alertdialog"],[role="menu"]';

/** With the shift key a digit is another sign on each keyboard: it is named by its place. So is a letter of Hangul. */
function nameOf({ key, code, shiftKey }: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (shiftKey && digit) return `shift+${digit}`;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const isLatin = /^[\x20-\x7e]$/.test(key);
  return (letter && !isLatin ? letter : key).toLowerCase();
}

/** The focused element acts on this key itself. */
function takes(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  if (target instanceof HTMLInputElement)
    return !UNTYPED.has(target.type) || name === ' ' || MOVES.test(name);
  return name === ' ' && target instanceof HTMLButtonElement;
}

/** A presenter's remote sends these, whatever has the focus: sliders and lists of tabs would act on them. */
const isOfRemote = (name: string): boolean => name === 'pagedown' || name === 'pageup';

/** Single keys for the whole page, except in text fields, with a dialog open or with a modifier held. */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent, isFirst: boolean) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      const name = nameOf(event);
      if (isOfRemote(name) !== isFirst || takes(event.target, name) || document.querySelector(LAYERS)) return;
      const work = latest.current[name];
      if (!work) return;
      event.preventDefault();
      work();
    };
    const onFirst = (event: KeyboardEvent) => onKey(event, true);
    const onLast = (event: KeyboardEvent) => onKey(event, false);
    addEventListener('keydown', onFirst, true);
    addEventListener('keydown', onLast);
    return () => {
      removeEventListener('keydown', onFirst, true);
      removeEventListener('keydown', onLast);
    };
  }, []);
}

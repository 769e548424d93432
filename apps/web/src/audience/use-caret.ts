import { type RefObject, useLayoutEffect, useState } from 'react';
import { LIMITS } from '#protocol';

interface CaretOptions {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  setText(text: string): void;
}

/** Puts words where the caret is, in place of what is selected, and the caret behind them. */
export function useCaret({ field, text, setText }: CaretOptions) {
  const [placed, setPlaced] = useState<{ at: number }>();
  // The browser puts it at the end of a text that it was given.
  useLayoutEffect(() => {
    if (placed) field.current?.setSelectionRange(placed.at, placed.at);
  }, [field, placed]);
  const put = (before: string, after: string) => {
    // Half an emoji would be none: what does not fit is left out as a whole.
    if (before.length + after.length > LIMITS.chatLength) return;
    setText(`${before}${after}`);
    setPlaced({ at: before.length });
  };
  const insert = (words: string) => {
    const from = field.current?.selectionStart ?? text.length;
    const to = field.current?.selectionEnd ?? from;
    put(`${text.slice(0, from)}${words}`, text.slice(to));
  };
  return { put, insert };
}

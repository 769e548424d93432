import { useState } from 'react';

/** Where each page of a list begins, up to the one that is shown; the first needs no mark. */
export function usePageMarks<Mark extends string | number>() {
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  return {
    at: marks.at(-1),
    /** Back to the first page: the list is another one. */
    restart: () => setMarks([]),
    /** The turns that are possible, once it is known where the next page begins. */
    turns: (next: Mark | null | undefined): PageTurnsProps => ({
      // A second press before the next page is here is the same turn.
      onNext:
        next === null || next === undefined
          ? undefined
          : () => setMarks((last) => (last.at(-1) === next ? last : [...last, next])),
      onBack: marks.length === 0 ? undefined : () => setMarks((last) => last.slice(0, -1)),
    }),
  };
}

export interface PageTurnsProps {
  onNext: (() => void) | undefined;
  onBack: (() => void) | undefined;
}

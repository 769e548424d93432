import { useState } from 'react';
import { api } from '../ui/api.js';
import { useFetched } from '../ui/use-fetched.js';
import { useSettled } from '../ui/use-settled.js';
import type { StateChoice } from './shows-filter.js';
import { usePageMarks } from './use-page-marks.js';

const PAGE_SIZE = 20;
const TYPED_MS = 300;

/** One's own shows, a page at a time, as they are searched and filtered. A new search begins at the first page. */
export function useShowsList() {
  const [search, setSearch] = useState('');
  const [state, setState] = useState<StateChoice>('all');
  const marks = usePageMarks<string>();
  const words = useSettled(search.trim(), TYPED_MS) ?? '';
  const after = marks.at;
  const { value, error } = useFetched(
    ['shows', 'mine', words, state, after],
    () =>
      api.shows({
        mine: true,
        limit: PAGE_SIZE,
        ...(words === '' ? {} : { search: words }),
        ...(state === 'all' ? {} : { state }),
        ...(after === undefined ? {} : { after }),
      }),
    { isKept: true, keepsLast: true },
  );
  return {
    shows: value?.items,
    error,
    search,
    state,
    isFiltered: words !== '' || state !== 'all',
    setSearch: (wanted: string) => {
      setSearch(wanted);
      marks.restart();
    },
    setState: (wanted: StateChoice) => {
      setState(wanted);
      marks.restart();
    },
    turns: marks.turns(value?.next),
  };
}

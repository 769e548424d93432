import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import type { CaptionPage, Recording, ViewerClient } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { clockText } from '../../ui/duration.js';
import { problemText } from '../../ui/problem-text.js';
import { findTicket } from '../../ui/tickets.js';
import { useFetched } from '../../ui/use-fetched.js';
import { useObserved } from '../../ui/use-observed.js';
import { useSettled } from '../../ui/use-settled.js';
import './replay.css';

interface CaptionSearchProps {
  showId: string;
  recording: Recording;
  viewer: ViewerClient;
}

type Found = CaptionPage['items'][number];

/** Who writes a word asks once for it. */
const SETTLED_MS = 300;
/** One letter is in every caption. */
const SHORTEST = 2;
/** What is looked at begins a moment before it is said. */
const LEAD_MS = 500;

/** What was said in the recording: each place that is found is a button to its moment. */
export function CaptionSearch({ showId, recording, viewer }: CaptionSearchProps) {
  const t = useText();
  const id = useId();
  const [words, setWords] = useState('');
  const { found, error } = useFound(showId, recording.id, words);
  const { windowS } = useObserved(viewer.state);
  if (recording.captions.length === 0) return null;
  const seek = ({ at, atSeconds }: Found) => {
    const behindS = viewer.behindOf(Date.parse(at) - LEAD_MS) ?? windowS - atSeconds + LEAD_MS / 1_000;
    viewer.seekBehind(behindS);
    void viewer.resume();
  };
  return (
    <search className="caption-search">
      <label className="small" htmlFor={id}>
        {t('watch.captions.search')}
      </label>
      <div className="caption-search-field">
        <Search size={17} aria-hidden="true" />
        <input
          id={id}
          className="input"
          type="search"
          maxLength={200}
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <p className="small dim" role="status">
        {error ? problemText(error) : found && statusOf(found, t)}
      </p>
      {found && found.items.length > 0 ? (
        <ol className="chapters caption-found">
          {found.items.map((each) => (
            <li key={`${each.language} ${each.at} ${each.text}`}>
              <button type="button" className="chapter" onClick={() => seek(each)}>
                <span className="tabular dim">{clockText(each.atSeconds)}</span>
                <span lang={each.language}>
                  {each.speaker ? <strong>{each.speaker}: </strong> : null}
                  {each.text}
                </span>
              </button>
            </li>
          ))}
        </ol>
      ) : null}
    </search>
  );
}

function statusOf({ items, next }: CaptionPage, t: ReturnType<typeof useText>): string {
  if (items.length === 0) return t('watch.captions.search.none');
  return t('watch.captions.search.found', { count: next === null ? items.length : `${items.length}+` });
}

/** Undefined while nothing is looked for. */
function useFound(showId: string, recordingId: string, words: string) {
  const wanted = words.trim();
  const asked = useSettled(wanted, SETTLED_MS) ?? '';
  const { value: found, error } = useFetched<CaptionPage>(
    ['recorded-captions', showId, recordingId, asked],
    () => api.recordedCaptions(showId, recordingId, { q: asked, ticket: findTicket(showId)?.ticket }),
    { isWanted: asked.length >= SHORTEST, keepsLast: asked.length >= SHORTEST },
  );
  return { found, error };
}

import { useState } from 'react';
import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { BrandMark } from '../ui/page-shell.js';
import { problemKind } from '../ui/problem-kind.js';
import { useEvery } from '../ui/use-every.js';
import { useLoaded } from '../ui/use-loaded.js';
import { findShow } from '../watch/find-show.js';
import { playbackUrl } from '../watch/playback-url.js';
import { Player } from '../watch/player.js';
import { useRecording } from '../watch/use-recording.js';
import './embed.css';

const REFRESH_EVERY_MS = 30_000;
const nowhere = () => null;

/** The player alone, in a frame of another site, with a link to the whole show. */
export function EmbedPage({ showId }: { showId: string }) {
  const t = useText();
  const { value: show, error, reload } = useLoaded<Show>(() => findShow(showId), showId);
  const [isPlaying, setPlaying] = useState(false);
  const [wasPlaying, setWasPlaying] = useState(false);
  const { recording } = useRecording(showId, show);
  const replayed = wasPlaying ? undefined : recording;
  useEvery(isPlaying ? null : REFRESH_EVERY_MS, reload);
  if (show === undefined && problemKind(error) === 'not-found')
    return (
      <main className="embed embed-missing">
        <h1>{t('problem.not-found.title')}</h1>
        <p>{t('problem.not-found.text')}</p>
      </main>
    );
  return (
    <main className="embed">
      <Player
        key={replayed?.id ?? 'live'}
        showId={showId}
        show={show}
        url={replayed?.hlsUrl ?? playbackUrl(showId, show)}
        clockOffsetMs={nowhere}
        onState={(phase) => {
          setPlaying(phase === 'playing');
          // Who watched it to its end does not begin again.
          if (phase === 'playing' && !replayed) setWasPlaying(true);
        }}
      />
      <a className="embed-title" href={`/watch/${showId}`} target="_blank" rel="noopener">
        <BrandMark />
        <span className="truncate">{show?.title ?? t('home.watch')}</span>
      </a>
    </main>
  );
}

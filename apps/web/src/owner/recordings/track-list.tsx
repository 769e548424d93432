import { Download } from 'lucide-react';
import type { Recording } from '#client';
import type { MessageKey } from '../../i18n/messages.js';
import { useText } from '../../i18n/use-text.js';
import { buttonClass } from '../../ui/button.js';
import { clockText } from '../../ui/duration.js';
import { sizeText } from '../../ui/size-text.js';

type Track = Recording['tracks'][number];

const SOURCE_NAMES: Partial<Record<string, MessageKey>> = {
  camera: 'owner.tracks.camera',
  microphone: 'owner.tracks.microphone',
  screen: 'owner.tracks.screen',
  'screen-sound': 'owner.tracks.screen-sound',
};

/** What each participant sent, as files of their own; nothing where there are none. */
export function TrackList({ tracks }: { tracks: readonly Track[] }) {
  const t = useText();
  if (tracks.length === 0) return null;
  return (
    <details>
      <summary className="small">{t.count('owner.tracks', tracks.length)}</summary>
      <div className="stack-tight">
        <p className="small dim">{t('owner.tracks.text')}</p>
        <ul className="stack-tight">
          {tracks.map((track) => (
            <TrackRow key={track.id} track={track} />
          ))}
        </ul>
      </div>
    </details>
  );
}

function TrackRow({ track }: { track: Track }) {
  const t = useText();
  const { name, source, startSeconds, seconds, bytes, url } = track;
  const key = SOURCE_NAMES[source];
  const what = key === undefined ? source : t(key);
  const facts = [
    what,
    clockText(seconds),
    sizeText(bytes),
    ...(startSeconds < 1 ? [] : [t('owner.tracks.from', { at: clockText(startSeconds) })]),
  ];
  return (
    <li className="row-tight small">
      <span className="grow">
        {name} <span className="dim tabular">{facts.join(' · ')}</span>
      </span>
      {url === null ? null : (
        <a
          className={buttonClass('ghost', 'small')}
          href={url}
          download
          aria-label={t('owner.tracks.download', { track: what, name })}
        >
          <Download size={15} aria-hidden="true" />
        </a>
      )}
    </li>
  );
}

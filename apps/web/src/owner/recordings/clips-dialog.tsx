import { type FormEvent, useState } from 'react';
import type { Clip, Recording } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { clockText } from '../../ui/duration.js';
import { runAction } from '../../ui/run-action.js';
import { useFetched } from '../../ui/use-fetched.js';

const LONGEST_SECONDS = 180;
const USUAL_SECONDS = 30;
const SOON_MS = 2_000;

interface ClipsDialogProps {
  showId: string;
  recording: Recording;
  open: boolean;
  onClose(): void;
}

/** The clips of a recording, and a form for another one. */
export function ClipsDialog({ showId, recording, open, onClose }: ClipsDialogProps) {
  const t = useText();
  const { value: all, reload } = useFetched(['clips', showId], () => api.clips(showId), {
    isWanted: open,
    everyMs: (clips) => (clips?.some(({ state }) => state === 'making') ? SOON_MS : null),
  });
  const clips = all?.filter(({ recordingId }) => recordingId === recording.id) ?? [];
  return (
    <Dialog open={open} onClose={onClose} title={t('clips.title')}>
      <div className="stack">
        <ClipForm showId={showId} recording={recording} onMade={reload} />
        {clips.length === 0 ? (
          <p className="small dim">{t('clips.none')}</p>
        ) : (
          <ul className="stack-tight">
            {clips.map((clip) => (
              <ClipRow key={clip.id} showId={showId} clip={clip} onChanged={reload} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function ClipForm({
  showId,
  recording,
  onMade,
}: Omit<ClipsDialogProps, 'open' | 'onClose'> & { onMade(): void }) {
  const t = useText();
  const [title, setTitle] = useState('');
  const [from, setFrom] = useState(0);
  const [length, setLength] = useState(Math.min(USUAL_SECONDS, Math.floor(recording.seconds)));
  const make = (event: FormEvent) => {
    event.preventDefault();
    const wish = { recordingId: recording.id, fromSeconds: from, toSeconds: from + length };
    runAction(api.createClip(showId, title.trim() === '' ? wish : { ...wish, title }), onMade);
  };
  return (
    <form className="stack-tight" onSubmit={make}>
      <label className="stack-tight">
        <span className="field-label">{t('clips.name')}</span>
        <input
          className="input"
          maxLength={100}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <div className="row">
        <SecondsField
          label={t('clips.from')}
          value={from}
          most={Math.floor(recording.seconds)}
          onChange={setFrom}
        />
        <SecondsField
          label={t('clips.length')}
          value={length}
          most={LONGEST_SECONDS}
          least={1}
          onChange={setLength}
        />
      </div>
      <Button type="submit" variant="primary">
        {t('clips.make')}
      </Button>
    </form>
  );
}

interface SecondsFieldProps {
  label: string;
  value: number;
  most: number;
  least?: number;
  onChange(value: number): void;
}

function SecondsField({ label, value, most, least = 0, onChange }: SecondsFieldProps) {
  return (
    <label className="stack-tight grow">
      <span className="field-label">{label}</span>
      <input
        className="input"
        type="number"
        min={least}
        max={most}
        value={value}
        onChange={(event) => onChange(event.target.valueAsNumber || least)}
      />
    </label>
  );
}

function ClipRow({ showId, clip, onChanged }: { showId: string; clip: Clip; onChanged(): void }) {
  const t = useText();
  const title = clip.title || t('clips.untitled');
  return (
    <li className="row-tight small">
      <span className="grow">
        {clip.state === 'ready' ? <a href={clip.pageUrl}>{title}</a> : title}{' '}
        <span className="dim tabular">
          {clip.state === 'ready'
            ? `${clockText(clip.fromSeconds)} – ${clockText(clip.toSeconds)}`
            : t(clip.state === 'making' ? 'clips.making' : 'clips.failed')}
        </span>
      </span>
      <Button
        size="small"
        variant="ghost"
        aria-label={t('clips.delete', { title })}
        onClick={() => runAction(api.removeClip(showId, clip.id), onChanged)}
      >
        {t('common.delete')}
      </Button>
    </li>
  );
}

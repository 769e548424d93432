import { type FormEvent, useState } from 'react';
import type { Clip, Recording, ViewerClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button, buttonClass } from '../ui/button.js';
import { CopyField } from '../ui/copy-field.js';
import { Dialog } from '../ui/dialog.js';
import { ChoiceField, TextField } from '../ui/field.js';
import { runAction } from '../ui/run-action.js';
import { findTicket } from '../ui/tickets.js';
import { useFetched } from '../ui/use-fetched.js';

const LENGTHS = [15, 30, 60, 180];
const USUAL_SECONDS = 30;
const SOON_MS = 2_000;
const TITLE_LENGTH = 100;

type ClipWish = Parameters<typeof api.createClip>[1];

export interface ClipSheetProps {
  showId: string;
  viewer: ViewerClient;
  /** Of a show that is watched again. */
  recording: Recording | undefined;
  onClose(): void;
}

/** Makes a clip of what the viewer has just seen, and has its page to share once it is made. */
export function ClipSheet({ showId, viewer, recording, onClose }: ClipSheetProps) {
  const t = useText();
  const [clip, setClip] = useState<Clip>();
  return (
    <Dialog open onClose={onClose} title={t('clips.make')}>
      {clip === undefined ? (
        <ClipForm showId={showId} viewer={viewer} recording={recording} onMade={setClip} />
      ) : (
        <MadeClip showId={showId} made={clip} />
      )}
    </Dialog>
  );
}

function ClipForm({
  showId,
  viewer,
  recording,
  onMade,
}: Omit<ClipSheetProps, 'onClose'> & { onMade(clip: Clip): void }) {
  const t = useText();
  const [title, setTitle] = useState('');
  const [seconds, setSeconds] = useState(USUAL_SECONDS);
  const [isBusy, setBusy] = useState(false);
  const make = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const wish = rangeOf(seconds, viewer, recording);
    const named = title.trim() === '' ? wish : { ...wish, title: title.trim() };
    const made = api.createClip(showId, named, findTicket(showId)?.ticket);
    runAction(made.finally(() => setBusy(false)).then(onMade));
  };
  return (
    <form className="stack" onSubmit={make}>
      <ChoiceField
        label={t('clips.length')}
        value={String(seconds)}
        options={LENGTHS.map((each) => ({ value: String(each), label: String(each) }))}
        onChange={(value) => setSeconds(Number(value))}
      />
      <TextField
        label={t('clips.name')}
        value={title}
        maxLength={TITLE_LENGTH}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Button type="submit" variant="primary" disabled={isBusy}>
        {t('clips.make')}
      </Button>
    </form>
  );
}

/** While the show is live what is recorded by now counts; later the place that is being played. */
export function rangeOf(
  seconds: number,
  viewer: Pick<ViewerClient, 'state'>,
  recording: Recording | undefined,
): ClipWish {
  if (recording === undefined) return { lastSeconds: seconds };
  const { windowS, behindS } = viewer.state.value;
  const toSeconds = Math.max(1, Math.min(windowS - behindS, recording.seconds));
  return { recordingId: recording.id, fromSeconds: Math.max(0, toSeconds - seconds), toSeconds };
}

function MadeClip({ showId, made }: { showId: string; made: Clip }) {
  const t = useText();
  const load = () => api.clip(showId, made.id, findTicket(showId)?.ticket);
  const { value: clip = made } = useFetched<Clip>(['clip', showId, made.id], load, {
    everyMs: (newest) => ((newest ?? made).state === 'making' ? SOON_MS : null),
  });
  if (clip.state === 'failed') return <p role="alert">{t('clips.failed')}</p>;
  return (
    <div className="stack">
      {clip.state === 'making' ? (
        <div className="stack-tight" role="status">
          <p>{t('clips.making')}</p>
          <progress className="progress" aria-label={t('clips.making')} value={clip.progress} />
        </div>
      ) : null}
      <CopyField label={t('watch.share.link')} value={clip.pageUrl} />
      {clip.state === 'ready' ? (
        <a className={buttonClass('primary')} href={clip.pageUrl}>
          {t('clips.untitled')}
        </a>
      ) : null}
    </div>
  );
}

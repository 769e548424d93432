import { Download, ListOrdered, Play, Scissors, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Job, Recording } from '#client';
import type { MessageKey } from '../../i18n/messages.js';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Badge } from '../../ui/badge.js';
import { Button, buttonClass } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Dialog } from '../../ui/dialog.js';
import { clockText } from '../../ui/duration.js';
import { Notice } from '../../ui/notice.js';
import { Poster } from '../../ui/poster.js';
import { runAction } from '../../ui/run-action.js';
import { whenText } from '../../ui/show-text.js';
import { sizeText } from '../../ui/size-text.js';
import { ClipsDialog } from './clips-dialog.js';
import { EditDialog } from './edit-dialog.js';
import { JobRow } from './job-row.js';
import { TrackList } from './track-list.js';

const MOODS = { recording: 'live', finishing: 'warn', ready: 'good', failed: 'bad' } as const;

/** Each format of a show has a recording of its own; that of the main one needs no name. */
const SHAPE_NAMES: Partial<Record<string, MessageKey>> = {
  wide: 'owner.formats.shape.wide',
  portrait: 'owner.formats.shape.portrait',
  square: 'owner.formats.shape.square',
};

interface RecordingCardProps {
  showId: string;
  recording: Recording;
  /** Those on this recording, the newest first. */
  jobs: readonly Job[];
  onChanged(): void;
}

/** One recording: how far it is, how long and how large, and its files. */
export function RecordingCard({ showId, recording, jobs, onChanged }: RecordingCardProps) {
  const t = useText();
  const { state, seconds, bytes, width, height } = recording;
  const shape = SHAPE_NAMES[recording.format];
  const when = whenText(recording.startedAt) + (shape === undefined ? '' : ` · ${t(shape)}`);
  const facts = [
    clockText(seconds),
    sizeText(bytes),
    ...(width === null || height === null ? [] : [`${width} × ${height}`]),
  ];
  return (
    <li className="stack-tight" aria-label={when}>
      <div className="recording">
        <Poster title={when} url={recording.posterUrl} />
        <div className="stack-tight">
          <div className="row-tight">
            <strong className="grow">{when}</strong>
            <Badge mood={MOODS[state]}>{t(`owner.recordings.state.${state}`)}</Badge>
          </div>
          <p className="small dim tabular">{facts.join(' · ')}</p>
        </div>
      </div>
      {recording.isStopped ? (
        <Notice mood="warn" title={t('owner.recordings.stopped')}>
          {t('owner.recordings.stopped.text')}
        </Notice>
      ) : null}
      {state === 'failed' ? <Notice mood="bad" title={t('owner.recordings.failed')} /> : null}
      {jobs
        .filter((job) => job.state !== 'finished')
        .map((job) => (
          <JobRow key={job.id} showId={showId} job={job} onChanged={onChanged} />
        ))}
      <TrackList tracks={recording.tracks} />
      <RecordingActions showId={showId} recording={recording} when={when} onChanged={onChanged} />
    </li>
  );
}

type RecordingActionsProps = Pick<RecordingCardProps, 'showId' | 'recording' | 'onChanged'> & {
  when: string;
};

function RecordingActions({ showId, recording, when, onChanged }: RecordingActionsProps) {
  const t = useText();
  const [asks, setAsks] = useState(false);
  const [isClipping, setClipping] = useState(false);
  const [isEditing, setEditing] = useState(false);
  /** The address at the press: a newer link to the same file would start the video over. */
  const [playing, setPlaying] = useState<string>();
  const remove = () => {
    setAsks(false);
    runAction(api.removeRecording(showId, recording.id), onChanged);
  };
  const { mp4Url } = recording;
  return (
    <div className="row">
      {mp4Url === null ? null : (
        <>
          <Button
            size="small"
            variant="outline"
            icon={<Play size={15} />}
            aria-label={t('owner.recordings.play.of', { when })}
            onClick={() => setPlaying(mp4Url)}
          >
            {t('owner.recordings.play')}
          </Button>
          <a
            className={buttonClass('outline', 'small')}
            href={mp4Url}
            download
            aria-label={t('owner.recordings.download.of', { when })}
          >
            <Download size={15} aria-hidden="true" />
            {t('owner.recordings.download')}
          </a>
        </>
      )}
      {recording.seconds < 1 ? null : (
        <Button
          size="small"
          variant="outline"
          icon={<Scissors size={15} />}
          aria-label={t('clips.of', { when })}
          onClick={() => setClipping(true)}
        >
          {t('clips.title')}
        </Button>
      )}
      {recording.state !== 'ready' ? null : (
        <Button
          size="small"
          variant="outline"
          icon={<ListOrdered size={15} />}
          aria-label={t('owner.recordings.edit.of', { when })}
          onClick={() => setEditing(true)}
        >
          {t('owner.recordings.edit')}
        </Button>
      )}
      <EditDialog
        showId={showId}
        recording={recording}
        open={isEditing}
        onClose={() => setEditing(false)}
        onChanged={onChanged}
      />
      <ClipsDialog
        showId={showId}
        recording={recording}
        open={isClipping}
        onClose={() => setClipping(false)}
      />
      {recording.state === 'recording' ? null : (
        <Button
          size="small"
          variant="danger"
          icon={<Trash2 size={15} />}
          aria-label={t('owner.recordings.delete.of', { when })}
          onClick={() => setAsks(true)}
        >
          {t('common.delete')}
        </Button>
      )}
      <Dialog wide open={playing !== undefined} onClose={() => setPlaying(undefined)} title={when}>
        {/* biome-ignore lint/a11y/useMediaCaption: the file carries none; the watch page shows captions */}
        <video className="recording-video" src={playing} controls autoPlay />
      </Dialog>
      <ConfirmDialog
        open={asks}
        title={t('owner.recordings.delete.title')}
        text={t('owner.recordings.delete.text')}
        actionLabel={t('owner.recordings.delete')}
        onConfirm={remove}
        onCancel={() => setAsks(false)}
      />
    </div>
  );
}

import { useState } from 'react';
import type { Show } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Notice } from '../../ui/notice.js';
import { PanelLoading } from '../../ui/panel-loading.js';
import { problemText } from '../../ui/problem-text.js';
import { runAction } from '../../ui/run-action.js';
import { Switch } from '../../ui/switch.js';
import { useFetched } from '../../ui/use-fetched.js';
import { changeShow } from '../change-show.js';
import type { ShowPanelProps } from '../show-panel.js';
import { RecordingCard } from './recording-card.js';

/** While something is being made. */
const SOON_MS = 3_000;
/** Links expire after hours. */
const RENEWED_EVERY_MS = 15 * 60_000;
const UNFINISHED = ['recording', 'finishing', 'waiting', 'running'];

async function load(showId: string) {
  const [{ items: recordings }, jobs] = await Promise.all([api.recordings(showId), api.jobs(showId)]);
  return { recordings, jobs };
}

const isMoving = (made: Awaited<ReturnType<typeof load>> | undefined): boolean =>
  [...(made?.recordings ?? []), ...(made?.jobs ?? [])].some(({ state }) => UNFINISHED.includes(state));

/** Whether the show is recorded and replayed, and its recordings with their files. */
export function RecordingsPanel({ show, onChanged }: ShowPanelProps) {
  const t = useText();
  const { value, error, reload } = useFetched(['recordings-and-jobs', show.id], () => load(show.id), {
    everyMs: (made) => (show.state !== 'ended' || isMoving(made) ? SOON_MS : RENEWED_EVERY_MS),
  });
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.recordings')}>
      <h2 className="field-label">{t('owner.recordings')}</h2>
      <RecordingSwitches show={show} onChanged={onChanged} />
      {value === undefined && error !== undefined ? (
        <Notice mood="bad" title={problemText(error)} />
      ) : value === undefined ? (
        <PanelLoading />
      ) : value.recordings.length === 0 ? (
        <p className="small dim">
          {show.recording.isOn ? t('owner.recordings.none.on') : t('owner.recordings.none.off')}
        </p>
      ) : (
        <ul className="stack">
          {value.recordings.map((recording) => (
            <RecordingCard
              key={recording.id}
              showId={show.id}
              recording={recording}
              jobs={value.jobs.filter(({ recordingId }) => recordingId === recording.id)}
              onChanged={reload}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function RecordingSwitches({ show, onChanged }: ShowPanelProps) {
  const t = useText();
  const [recording, setRecording] = useState(show.recording);
  const turn = (wish: Partial<Show['recording']>) => {
    const before = recording;
    setRecording({ ...before, ...wish });
    const done = changeShow(show.id, { recording: wish }).then(
      (changed) => {
        setRecording(changed.recording);
        onChanged(changed);
      },
      (error) => {
        setRecording(before);
        throw error;
      },
    );
    runAction(done);
  };
  return (
    <div>
      <Switch
        label={t('owner.recordings.record')}
        checked={recording.isOn}
        disabled={show.state === 'ended'}
        onChange={(isOn) => turn({ isOn })}
      />
      <Switch
        label={t('owner.recordings.tracks')}
        checked={recording.tracks}
        disabled={show.state === 'ended' || !recording.isOn}
        onChange={(tracks) => turn({ tracks })}
      />
      <Switch
        label={t('owner.recordings.replay')}
        checked={recording.replay}
        onChange={(replay) => turn({ replay })}
      />
      <Switch
        label={t('owner.recordings.viewerClips')}
        checked={recording.viewerClips}
        disabled={!recording.replay}
        onChange={(viewerClips) => turn({ viewerClips })}
      />
    </div>
  );
}

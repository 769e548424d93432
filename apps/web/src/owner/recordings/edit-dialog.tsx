import { type FormEvent, useState } from 'react';
import type { Recording } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { clockText } from '../../ui/duration.js';
import { Notice } from '../../ui/notice.js';
import { runAction } from '../../ui/run-action.js';
import { parseChapterLines, printChapterLines, secondsIn } from './chapter-lines.js';

interface EditDialogProps {
  showId: string;
  recording: Recording;
  open: boolean;
  onClose(): void;
  onChanged(): void;
}

/** Beginning, end and chapters of a recording. Times are of the whole recording: a cut can be taken back. */
export function EditDialog({ open, onClose, ...rest }: EditDialogProps) {
  const t = useText();
  return (
    <Dialog open={open} onClose={onClose} title={t('owner.recordings.edit')}>
      {open ? <EditForm {...rest} onClose={onClose} /> : null}
    </Dialog>
  );
}

function EditForm({ showId, recording, onClose, onChanged }: Omit<EditDialogProps, 'open'>) {
  const t = useText();
  const { recordedSeconds, trim } = recording;
  const [from, setFrom] = useState(clockText(trim?.fromSeconds ?? 0));
  const [to, setTo] = useState(clockText(trim?.toSeconds ?? Math.ceil(recordedSeconds)));
  const [text, setText] = useState(printChapterLines(ofWhole(recording)));
  const [problem, setProblem] = useState<string>();
  const save = (event: FormEvent) => {
    event.preventDefault();
    const [fromSeconds, toSeconds] = [secondsIn(from), secondsIn(to)];
    const { chapters, wrong } = parseChapterLines(text);
    if (fromSeconds === undefined || toSeconds === undefined || toSeconds <= fromSeconds)
      return setProblem(t('owner.recordings.edit.range', { length: clockText(recordedSeconds) }));
    if (wrong !== undefined) return setProblem(t('owner.recordings.edit.line', { line: wrong }));
    const isWhole = fromSeconds === 0 && toSeconds >= Math.floor(recordedSeconds);
    const edit = { trim: isWhole ? null : { fromSeconds, toSeconds }, chapters };
    runAction(api.editRecording(showId, recording.id, edit), () => {
      onChanged();
      onClose();
    });
  };
  return (
    <form className="stack" onSubmit={save}>
      <div className="row">
        <TimeField label={t('owner.recordings.edit.from')} value={from} onChange={setFrom} />
        <TimeField label={t('owner.recordings.edit.to')} value={to} onChange={setTo} />
      </div>
      <label className="stack-tight">
        <span className="field-label">{t('owner.recordings.edit.chapters')}</span>
        <textarea
          className="input"
          rows={6}
          placeholder={t('owner.recordings.edit.chapters.example')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="field-hint">{t('owner.recordings.edit.hint')}</p>
      {problem === undefined ? null : <Notice mood="bad" title={problem} />}
      <Button type="submit" variant="primary">
        {t('common.save')}
      </Button>
    </form>
  );
}

/** The list counts from what is played; the form from the first recorded frame. */
function ofWhole({ chapters, trim }: Recording) {
  const leftOut = trim?.fromSeconds ?? 0;
  return chapters.map(({ atSeconds, title }) => ({ atSeconds: atSeconds + leftOut, title }));
}

interface TimeFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
}

function TimeField({ label, value, onChange }: TimeFieldProps) {
  return (
    <label className="stack-tight grow">
      <span className="field-label">{label}</span>
      <input
        className="input"
        inputMode="numeric"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

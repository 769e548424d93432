import { type FormEvent, useState } from 'react';
import type { Show, Visibility } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { ChoiceField, TextArea, TextField } from '../ui/field.js';
import { ImagePicker } from '../ui/image-picker.js';
import { Notice } from '../ui/notice.js';
import { problemText } from '../ui/problem-text.js';

interface ShowFormProps {
  show?: Show;
  actionLabel: string;
  onDone(show: Show): void;
  onCancel?(): void;
}

const VISIBILITIES: readonly Visibility[] = ['public', 'unlisted', 'private'];

/** A local date and time field speaks the viewer's own time zone. */
const toField = (iso: string | null | undefined): string => {
  if (!iso) return '';
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

export function ShowForm({ show, actionLabel, onDone, onCancel }: ShowFormProps) {
  const t = useText();
  const [title, setTitle] = useState(show?.title ?? '');
  const [description, setDescription] = useState(show?.description ?? '');
  const [visibility, setVisibility] = useState<Visibility>(show?.visibility ?? 'public');
  const [start, setStart] = useState(toField(show?.scheduledAt));
  const [posterUrl, setPosterUrl] = useState(show?.posterUrl ?? null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    const wish = { title: title.trim(), description, visibility, posterUrl };
    try {
      const saved = show ? await api.changeShow(show, wish) : await api.createShow(wish);
      const startsAt = start === '' ? null : new Date(start).toISOString();
      const canPlan = saved.state === 'draft' || saved.state === 'scheduled';
      const isPlanned = canPlan && startsAt !== (saved.scheduledAt ?? null);
      onDone(isPlanned ? await api.scheduleShow(saved.id, startsAt) : saved);
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void save(event)}>
      <TextField
        label={t('owner.show.title')}
        hint={t('owner.show.title.hint')}
        required
        maxLength={120}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label={t('owner.show.description')}
        maxLength={5_000}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      <ChoiceField<Visibility>
        label={t('owner.show.visibility')}
        value={visibility}
        options={VISIBILITIES.map((value) => ({ value, label: t(`owner.show.${value}`) }))}
        onChange={setVisibility}
      />
      <TextField
        label={t('owner.show.start')}
        type="datetime-local"
        value={start}
        onChange={(event) => setStart(event.target.value)}
      />
      {show ? (
        <ImagePicker
          showId={show.id}
          label={t('owner.show.poster')}
          hint={t('owner.show.poster.hint')}
          chosen={posterUrl}
          onChoose={(image) => setPosterUrl(image?.url ?? null)}
        />
      ) : null}
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <div className="dialog-actions">
        {onCancel ? (
          <Button variant="outline" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        ) : null}
        <Button type="submit" variant="primary" busy={busy}>
          {actionLabel}
        </Button>
      </div>
    </form>
  );
}

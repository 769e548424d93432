import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { ChoiceField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { problemText } from '../../ui/problem-text.js';

const PRESETS = ['youtube', 'twitch', 'custom'] as const;

type Preset = (typeof PRESETS)[number];

const EMPTY = { name: '', url: '', key: '' };

interface NewDestinationFormProps {
  showId: string;
  credential: string | undefined;
  onAdded(): void;
}

export function NewDestinationForm({ showId, credential, onAdded }: NewDestinationFormProps) {
  const t = useText();
  const [preset, setPreset] = useState<Preset>('youtube');
  const [wish, setWish] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isCustom = preset === 'custom';
  const key = wish.key.trim();
  const url = wish.url.trim();
  const isComplete = isCustom ? url !== '' : key !== '';
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    // A platform is called by its own name; another server by its host.
    const usual = isCustom ? hostOf(url) : t(`studio.restream.preset.${preset}`);
    const name = wish.name.trim() === '' ? usual : wish.name.trim();
    try {
      await api.createOutput(
        showId,
        { preset, name, on: true, ...(isCustom ? { url } : {}), ...(key === '' ? {} : { key }) },
        credential,
      );
      setWish(EMPTY);
      onAdded();
    } catch (error) {
      setProblem(problemText(error));
    }
    setBusy(false);
  };
  return (
    <form className="stack-tight" aria-label={t('studio.restream.add')} onSubmit={(event) => void add(event)}>
      <ChoiceField<Preset>
        label={t('studio.restream.preset')}
        value={preset}
        options={PRESETS.map((value) => ({ value, label: t(`studio.restream.preset.${value}`) }))}
        onChange={setPreset}
      />
      {isCustom ? (
        <TextField
          label={t('studio.restream.url')}
          value={wish.url}
          maxLength={1_000}
          required
          placeholder="rtmps://live.example.org/app"
          inputMode="url"
          spellCheck={false}
          onChange={(event) => setWish({ ...wish, url: event.target.value })}
        />
      ) : null}
      <TextField
        label={t('studio.restream.key')}
        hint={t(`studio.restream.where.${preset}`)}
        // Hidden, as studios are shared on screens; and no browser fills in the password of this site.
        type="password"
        autoComplete="new-password"
        value={wish.key}
        maxLength={500}
        required={!isCustom}
        onChange={(event) => setWish({ ...wish, key: event.target.value })}
      />
      <TextField
        label={t('studio.restream.name')}
        value={wish.name}
        maxLength={64}
        onChange={(event) => setWish({ ...wish, name: event.target.value })}
      />
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <div className="row">
        <Button type="submit" variant="primary" icon={<Plus size={17} />} busy={busy} disabled={!isComplete}>
          {t('studio.restream.add')}
        </Button>
      </div>
    </form>
  );
}

const hostOf = (url: string): string => (/^[a-z]+:\/\/([^/:?]+)/i.exec(url)?.[1] ?? url).slice(0, 64);

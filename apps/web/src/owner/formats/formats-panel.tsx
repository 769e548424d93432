import { type FormEvent, useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { ChoiceField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { problemText } from '../../ui/problem-text.js';
import { toast } from '../../ui/toast.js';
import { changeShow } from '../change-show.js';
import type { ShowPanelProps } from '../show-panel.js';
import { type FormatChoice, USUAL_CHOICE } from './format-choice.js';
import { FormatPrice } from './format-price.js';
import { OwnFormats } from './own-formats.js';
import { useFormatPrices } from './use-format-prices.js';

/** In which shapes and sizes the show is made, with what that takes of the server. */
export function FormatsPanel({ show, onChanged }: ShowPanelProps) {
  return show.state === 'ended' ? null : <FormatsForm show={show} onChanged={onChanged} />;
}

function FormatsForm({ show, onChanged }: ShowPanelProps) {
  const t = useText();
  const [saved, setSaved] = useState<FormatChoice>(show.formats);
  const [choice, setChoice] = useState<FormatChoice>(show.formats);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { prices, error } = useFormatPrices(choice);
  const isLive = show.state === 'live';
  const isChanged = JSON.stringify(choice) !== JSON.stringify(saved);
  const isTooLarge = prices !== undefined && prices.total.neededCores > prices.total.mostCores;
  const choose = (next: FormatChoice) => {
    setProblem(undefined);
    setChoice(next);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const changed = await changeShow(show.id, { formats: choice });
      setSaved(changed.formats);
      choose(changed.formats);
      onChanged(changed);
      toast(t('common.saved'));
    } catch (thrown) {
      setProblem(problemText(thrown));
    }
    setBusy(false);
  };
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.formats')}>
      <h2 className="field-label">{t('owner.formats')}</h2>
      <form className="stack" onSubmit={(event) => void save(event)}>
        <ChoiceField<'site' | 'own'>
          label={t('owner.formats.mode')}
          hint={isLive ? t('owner.formats.live') : undefined}
          value={choice === null ? 'site' : 'own'}
          disabled={isLive}
          options={[
            { value: 'site', label: t('owner.formats.mode.site') },
            { value: 'own', label: t('owner.formats.mode.own') },
          ]}
          onChange={(mode) => choose(mode === 'site' ? null : [...(saved ?? USUAL_CHOICE)])}
        />
        {choice === null ? null : (
          <OwnFormats
            formats={choice}
            prices={prices}
            captions={show.captions}
            disabled={isLive}
            onChange={choose}
          />
        )}
        <FormatPrice price={prices?.total} error={error} isOnAir={isLive} />
        {problem ? <Notice mood="bad" title={problem} /> : null}
        {isChanged ? (
          <div className="row">
            <Button type="submit" variant="primary" busy={busy} disabled={isTooLarge || isLive}>
              {t('owner.formats.save')}
            </Button>
            <Button variant="outline" onClick={() => choose(saved)}>
              {t('owner.formats.undo')}
            </Button>
          </div>
        ) : null}
      </form>
    </section>
  );
}

import { useState } from 'react';
import type { Show } from '#client';
import { useText } from '../../i18n/use-text.js';
import { ChoiceField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { problemText } from '../../ui/problem-text.js';
import { toast } from '../../ui/toast.js';
import { changeShow } from '../change-show.js';
import { coresText } from '../formats/format-price.js';
import { useFormatPrices } from '../formats/use-format-prices.js';
import type { ShowPanelProps } from '../show-panel.js';

/** What happens when the server that runs the show dies, with what that takes. Of a site with one server: nothing. */
export function ResiliencePanel({ show, onChanged }: ShowPanelProps) {
  const t = useText();
  const [chosen, setChosen] = useState<Show['resilience']>(show.resilience);
  const [problem, setProblem] = useState<string>();
  const { prices } = useFormatPrices(show.formats);
  const price = prices?.total;
  if (price?.standbyCores === undefined || show.state === 'ended') return null;
  const cost = t('owner.resilience.cost', {
    idle: coresText(price.standbyCores),
    kept: coresText(price.neededCores),
  });
  const choose = async (resilience: Show['resilience']) => {
    setProblem(undefined);
    try {
      const changed = await changeShow(show.id, { resilience });
      setChosen(changed.resilience);
      onChanged(changed);
      toast(t('common.saved'));
    } catch (thrown) {
      setProblem(problemText(thrown));
    }
  };
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.resilience')}>
      <h2 className="field-label">{t('owner.resilience')}</h2>
      <ChoiceField<Show['resilience']>
        label={t('owner.resilience.when')}
        hint={cost}
        value={chosen}
        options={[
          { value: 'none', label: t('owner.resilience.none') },
          { value: 'standby', label: t('owner.resilience.standby') },
        ]}
        onChange={(next) => void choose(next)}
      />
      {problem ? <Notice mood="bad" title={problem} /> : null}
    </section>
  );
}

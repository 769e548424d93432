import { useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { PanelLoading } from '../../ui/panel-loading.js';
import { usePerson } from '../../ui/person.js';
import { ProblemState } from '../../ui/problem-state.js';
import type { ShowPanelProps } from '../show-panel.js';
import { useShowResults } from '../use-show-results.js';
import { EraseQuestion } from './erase-question.js';
import { type Writer, writersOf } from './writers-of.js';

/** For the owner of the site alone: whose data is to go is found by the name in the show. */
export function PersonalDataPanel({ show }: ShowPanelProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  if (usePerson()?.role !== 'owner') return null;
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.erase')}>
      <h2>{t('owner.erase')}</h2>
      <p className="dim">{t('owner.erase.show.text')}</p>
      <div className="row">
        <Button variant="outline" onClick={() => setOpen(true)}>
          {t('owner.erase.find')}
        </Button>
      </div>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t('owner.erase')}>
        <Writers show={show} />
      </Dialog>
    </section>
  );
}

function Writers({ show }: Pick<ShowPanelProps, 'show'>) {
  const t = useText();
  const [search, setSearch] = useState('');
  const [doomed, setDoomed] = useState<Writer>();
  const { value, error, reload } = useShowResults(show);
  if (error && !value) return <ProblemState error={error} onRetry={reload} />;
  if (!value) return <PanelLoading />;
  const writers = writersOf(value);
  if (writers.length === 0) return <p className="dim">{t('owner.erase.nobody')}</p>;
  const words = search.trim().toLocaleLowerCase();
  const found = writers.filter(({ name }) => name.toLocaleLowerCase().includes(words));
  return (
    <div className="stack">
      <TextField
        label={t('owner.erase.search')}
        type="search"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 ? <p className="dim">{t('owner.erase.nothing')}</p> : null}
      <ul className="erase-list stack-tight">
        {found.map((writer) => (
          <li key={writer.personId} className="row">
            <span className="grow">
              <strong>{writer.name}</strong>
              <br />
              <span className="small dim">{t.count('owner.erase.wrote', writer.wrote)}</span>
            </span>
            <Button
              size="small"
              variant="danger"
              aria-label={t('owner.erase.name', { name: writer.name })}
              onClick={() => setDoomed(writer)}
            >
              {t('owner.erase.action')}
            </Button>
          </li>
        ))}
      </ul>
      {doomed ? <EraseQuestion {...doomed} onErased={reload} onClose={() => setDoomed(undefined)} /> : null}
    </div>
  );
}

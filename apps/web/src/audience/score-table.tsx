import type { Score } from '#protocol';
import { useText } from '../i18n/use-text.js';

/** Most right answers first. */
export function ScoreTable({ scores }: { scores: readonly Score[] }) {
  const t = useText();
  return (
    <section className="poll" aria-label={t('watch.scores')}>
      <h3>{t('watch.scores')}</h3>
      <ol className="scores">
        {scores.map(({ personId, name, right }) => (
          <li key={personId} className="row-tight">
            <span className="grow">{name}</span>
            <span className="tabular dim">{t.count('watch.scores.right', right)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

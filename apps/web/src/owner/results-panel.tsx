import { Download } from 'lucide-react';
import type { ShowResults } from '#client';
import { useText } from '../i18n/use-text.js';
import { QualityReport } from '../quality/quality-report.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { LineChart } from '../ui/line-chart.js';
import { PanelLoading } from '../ui/panel-loading.js';
import { ProblemState } from '../ui/problem-state.js';
import { timeText } from '../ui/show-text.js';
import { useFetched } from '../ui/use-fetched.js';
import '../ui/results-table.css';
import { chatRate } from './chat-rate.js';
import { saveCsv } from './save-csv.js';
import type { ShowPanelProps } from './show-panel.js';

/** What remains of a show: its figures, and what the audience wrote, as tables and as files. */
export function ResultsPanel({ show }: ShowPanelProps) {
  return show.state === 'ended' || show.state === 'live' ? <Results showId={show.id} /> : null;
}

/** Newest last, as they were written; the rest is in the file. */
const SHOWN = 50;

function Results({ showId }: { showId: string }) {
  const t = useText();
  const { value, error, reload } = useFetched(['results', showId], () => api.results(showId));
  if (error && !value) return <ProblemState error={error} onRetry={reload} />;
  if (!value) return <PanelLoading />;
  const rate = chatRate(value.chat);
  const minutes = value.viewers === 0 ? 0 : value.watchSeconds / value.viewers / 60;
  return (
    <>
      <section className="card card-pad stack-tight" aria-label={t('owner.results')}>
        <h2 className="field-label">{t('owner.results')}</h2>
        <dl className="results">
          <Figure name={t('owner.results.viewers')} value={String(value.viewers)} />
          <Figure name={t('owner.results.peak')} value={String(value.peakViewers)} />
          <Figure
            name={t('owner.results.watched')}
            value={t('owner.results.hours', { count: (value.watchSeconds / 3_600).toFixed(1) })}
          />
          <Figure
            name={t('owner.results.mean')}
            value={t('owner.results.minutes', { count: minutes.toFixed(1) })}
          />
        </dl>
        {value.viewersOverTime.length > 1 ? (
          <LineChart
            title={t('owner.results.curve')}
            points={value.viewersOverTime.map(({ at, viewers }) => ({
              atMs: Date.parse(at),
              value: viewers,
            }))}
            digits={0}
          />
        ) : null}
        {rate.length > 1 ? <LineChart title={t('owner.results.chat-rate')} points={rate} digits={0} /> : null}
      </section>
      <Quality showId={showId} />
      <Written title={t('watch.chat')} file={`chat-${showId}.csv`} rows={chatRows(value)} />
      <Written title={t('watch.questions')} file={`questions-${showId}.csv`} rows={questionRows(value)} />
    </>
  );
}

function Quality({ showId }: { showId: string }) {
  const t = useText();
  const { value, error, reload } = useFetched(['quality', showId], () => api.quality(showId));
  if (error && !value) return <ProblemState error={error} onRetry={reload} />;
  if (!value) return null;
  return (
    <section className="card card-pad stack-tight" aria-label={t('quality.title')}>
      <h2 className="field-label">{t('quality.title')}</h2>
      <QualityReport quality={value} />
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="small dim">{name}</dt>
      <dd className="owner-figure">{value}</dd>
    </div>
  );
}

interface Row {
  at: string;
  name: string;
  text: string;
  votes?: number;
}

const chatRows = ({ chat }: ShowResults): Row[] => chat.map(({ at, name, text }) => ({ at, name, text }));
const questionRows = ({ questions }: ShowResults): Row[] =>
  questions.map(({ at, name, text, votes }) => ({ at, name, text, votes }));

const csvOf = (rows: readonly Row[]) => [
  ['at', 'name', 'text', 'votes'],
  ...rows.map(({ at, name, text, votes }) => [at, name, text, votes ?? '']),
];

function Written({ title, file, rows }: { title: string; file: string; rows: readonly Row[] }) {
  const t = useText();
  return (
    <section className="card card-pad stack-tight" aria-label={title}>
      <div className="row">
        <h2 className="field-label grow">
          {title} ({rows.length})
        </h2>
        {rows.length > 0 ? (
          <Button
            size="small"
            variant="outline"
            icon={<Download size={15} />}
            aria-label={`CSV: ${title}`}
            onClick={() => saveCsv(file, csvOf(rows))}
          >
            CSV
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <p className="small dim">{t('owner.results.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
        <section className="results-table" tabIndex={0} aria-label={`${title} (${rows.length})`}>
          <table>
            <tbody>
              {rows.slice(-SHOWN).map(({ at, name, text, votes }) => (
                <tr key={`${at} ${name} ${text}`}>
                  <td className="small dim tabular">{timeText(Date.parse(at))}</td>
                  <th scope="row">{name}</th>
                  <td>{text}</td>
                  {votes === undefined ? null : <td className="tabular">{votes}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

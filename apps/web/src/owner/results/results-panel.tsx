import type { Show, ShowResults } from '#client';
import { useText } from '../../i18n/use-text.js';
import { QualityReport } from '../../quality/quality-report.js';
import { api } from '../../ui/api.js';
import { LineChart } from '../../ui/line-chart.js';
import { PanelLoading } from '../../ui/panel-loading.js';
import { ProblemState } from '../../ui/problem-state.js';
import { timeText } from '../../ui/show-text.js';
import { useFetched } from '../../ui/use-fetched.js';
import type { ShowPanelProps } from '../show-panel.js';
import { chatRate } from './chat-rate.js';
import { CsvSection } from './csv-section.js';
import { OnStage } from './on-stage.js';

/** What remains of a show: its figures, who was on stage, and what the audience wrote, as tables and as files. */
export function ResultsPanel({ show }: ShowPanelProps) {
  return show.state === 'ended' || show.state === 'live' ? <Results show={show} /> : null;
}

/** Newest last, as they were written; the rest is in the file. */
const SHOWN = 50;

function Results({ show }: { show: Show }) {
  const t = useText();
  const { value, error, reload } = useFetched(['results', show.id, show.state], () => api.results(show.id));
  if (error && !value) return <ProblemState error={error} onRetry={reload} />;
  if (!value) return <PanelLoading />;
  return (
    <>
      <Figures results={value} />
      <Quality showId={show.id} />
      <OnStage show={show} onStage={value.onStage} />
      <Written title={t('watch.chat')} file={`chat-${show.id}.csv`} rows={value.chat} />
      <Written title={t('watch.questions')} file={`questions-${show.id}.csv`} rows={value.questions} />
    </>
  );
}

function Figures({ results }: { results: ShowResults }) {
  const t = useText();
  const { viewers, peakViewers, watchSeconds, viewersOverTime } = results;
  const rate = chatRate(results.chat);
  const minutes = viewers === 0 ? 0 : watchSeconds / viewers / 60;
  const curve = viewersOverTime.map((sample) => ({ atMs: Date.parse(sample.at), value: sample.viewers }));
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.results')}>
      <h2 className="field-label">{t('owner.results')}</h2>
      <dl className="results">
        <Figure name={t('owner.results.viewers')} value={String(viewers)} />
        <Figure name={t('owner.results.peak')} value={String(peakViewers)} />
        <Figure
          name={t('owner.results.watched')}
          value={t('owner.results.hours', { count: (watchSeconds / 3_600).toFixed(1) })}
        />
        <Figure
          name={t('owner.results.mean')}
          value={t('owner.results.minutes', { count: minutes.toFixed(1) })}
        />
      </dl>
      {curve.length > 1 ? <LineChart title={t('owner.results.curve')} points={curve} digits={0} /> : null}
      {rate.length > 1 ? <LineChart title={t('owner.results.chat-rate')} points={rate} digits={0} /> : null}
    </section>
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

interface WrittenProps {
  title: string;
  file: string;
  rows: readonly { id: string; at: string; name: string; text: string; votes?: number }[];
}

function Written({ title, file, rows }: WrittenProps) {
  const t = useText();
  return (
    <CsvSection
      title={title}
      count={rows.length}
      file={file}
      head={['at', 'name', 'text', 'votes']}
      rows={rows.map(({ at, name, text, votes }) => [at, name, text, votes ?? ''])}
      none={t('owner.results.none')}
    >
      <table>
        <tbody>
          {rows.slice(-SHOWN).map(({ id, at, name, text, votes }) => (
            <tr key={id}>
              <td className="small dim tabular">{timeText(Date.parse(at))}</td>
              <th scope="row">{name}</th>
              <td>{text}</td>
              {votes === undefined ? null : <td className="tabular">{votes}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </CsvSection>
  );
}

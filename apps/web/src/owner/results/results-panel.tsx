import type { Show, ShowResults } from '#client';
import { currentLocale } from '../../i18n/locale.js';
import { useText } from '../../i18n/use-text.js';
import { QualityReport } from '../../quality/quality-report.js';
import { percentText } from '../../quality/quality-words.js';
import { api } from '../../ui/api.js';
import { type ChartPoint, LineChart } from '../../ui/line-chart.js';
import { PanelLoading } from '../../ui/panel-loading.js';
import { ProblemState } from '../../ui/problem-state.js';
import { timeText } from '../../ui/show-text.js';
import { useFetched } from '../../ui/use-fetched.js';
import type { ShowPanelProps } from '../show-panel.js';
import { useShowResults } from '../use-show-results.js';
import { chatRate } from './chat-rate.js';
import { CsvSection } from './csv-section.js';
import { OnStage } from './on-stage.js';

/** What remains of a show: its figures, who was on stage, and what the audience wrote, as tables and as files. */
export function ResultsPanel({ show }: ShowPanelProps) {
  return show.state === 'ended' || show.state === 'live' ? <Results show={show} /> : null;
}

const countText = (count: number): string => new Intl.NumberFormat(currentLocale()).format(count);

/** Newest last, as they were written; the rest is in the file. */
const SHOWN = 50;

function Results({ show }: { show: Show }) {
  const t = useText();
  const { value, error, reload } = useShowResults(show);
  if (error && !value) return <ProblemState error={error} onRetry={reload} />;
  if (!value) return <PanelLoading />;
  return (
    <>
      <Figures results={value} isOver={show.state === 'ended'} />
      <Quality showId={show.id} />
      <OnStage show={show} onStage={value.onStage} />
      <Written title={t('watch.chat')} file={`chat-${show.id}.csv`} rows={value.chat} />
      <Written title={t('watch.questions')} file={`questions-${show.id}.csv`} rows={value.questions} />
    </>
  );
}

function Figures({ results, isOver }: { results: ShowResults; isOver: boolean }) {
  const t = useText();
  const { viewers, peakViewers, watchSeconds, viewersOverTime, viewerFlow } = results;
  const minutes = viewers === 0 ? 0 : watchSeconds / viewers / 60;
  const curve = viewersOverTime.map((sample) => ({ atMs: Date.parse(sample.at), value: sample.viewers }));
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.results')}>
      <h2 className="field-label">{t('owner.results')}</h2>
      <dl className="results">
        <Figure name={t('owner.results.viewers')} value={countText(viewers)} />
        <Figure name={t('owner.results.peak')} value={countText(peakViewers)} />
        <Figure
          name={t('owner.results.watched')}
          value={t('owner.results.hours', { count: (watchSeconds / 3_600).toFixed(1) })}
        />
        <Figure
          name={t('owner.results.mean')}
          value={t('owner.results.minutes', { count: minutes.toFixed(1) })}
        />
        {isOver && viewers > 0 ? (
          <Figure name={t('owner.results.stayed')} value={percentText(viewerFlow.stayed / viewers)} />
        ) : null}
      </dl>
      <Curve title={t('owner.results.curve')} points={curve} />
      <Flow flow={results.viewerFlow} />
      <Curve title={t('owner.results.chat-rate')} points={chatRate(results.chat)} />
    </section>
  );
}

function Curve({ title, points }: { title: string; points: readonly ChartPoint[] }) {
  if (points.length < 2) return null;
  return (
    <div>
      <p className="small dim" aria-hidden="true">
        {title}
      </p>
      <LineChart title={title} points={points} digits={0} />
    </div>
  );
}

/** Where viewers came and left: a viewer who was away for a while has not left. */
function Flow({ flow: { stepSeconds, steps } }: { flow: ShowResults['viewerFlow'] }) {
  const t = useText();
  if (!steps.some(({ joined }) => joined > 0)) return null;
  const count = stepSeconds / 60;
  const pointsOf = (kind: 'joined' | 'left') =>
    steps.map((step) => ({ atMs: Date.parse(step.at), value: step[kind] }));
  return (
    <>
      <Curve title={t('owner.results.joined', { count })} points={pointsOf('joined')} />
      <Curve title={t('owner.results.left', { count })} points={pointsOf('left')} />
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
              {votes === undefined ? null : <td className="tabular results-number">{votes}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </CsvSection>
  );
}

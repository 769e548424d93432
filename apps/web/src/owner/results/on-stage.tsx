import type { Show, ShowResults } from '#client';
import { useText } from '../../i18n/use-text.js';
import { clockText } from '../../ui/duration.js';
import { CsvSection } from './csv-section.js';
import { type StagePerson, type StageSpan, stageTimes } from './stage-times.js';
import './on-stage.css';

interface OnStageProps {
  show: Pick<Show, 'id' | 'liveAt' | 'endedAt'>;
  onStage: ShowResults['onStage'];
}

/** Who was on stage and when: times as in the show, so that they are found again in its recording. */
export function OnStage({ show, onStage }: OnStageProps) {
  const t = useText();
  const { people, lengthS } = stageTimes(onStage, show, Date.now());
  const rows = onStage.map(({ name, role, from, until, programmeFrom, programmeUntil }) => [
    ...[name, role, from, until ?? ''],
    ...[programmeFrom, programmeUntil ?? ''],
  ]);
  return (
    <CsvSection
      title={t('owner.results.stage')}
      count={people.length}
      file={`stage-${show.id}.csv`}
      head={['name', 'role', 'from', 'until', 'programmeFrom', 'programmeUntil']}
      rows={rows}
      none={t('owner.results.stage.none')}
    >
      <ul className="stage-people">
        {people.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name, and nothing is reordered
          <PersonRow key={index} person={person} lengthS={lengthS} />
        ))}
      </ul>
    </CsvSection>
  );
}

const spanText = ({ fromS, untilS }: StageSpan): string => `${clockText(fromS)}–${clockText(untilS)}`;

function PersonRow({ person, lengthS }: { person: StagePerson; lengthS: number }) {
  const t = useText();
  const { name, role, spans, totalS } = person;
  const share = (seconds: number) => `${(100 * seconds) / Math.max(1, lengthS)}%`;
  return (
    <li className="stage-person">
      <strong className="truncate">{name}</strong>
      <span className="small dim">{roleText(role, t)}</span>
      <span className="tabular">{clockText(totalS)}</span>
      <div className="stage-bar" aria-hidden="true">
        {spans.map(({ fromS, untilS }) => (
          <span key={fromS} style={{ insetInlineStart: share(fromS), width: share(untilS - fromS) }} />
        ))}
      </div>
      <span className="stage-times small dim tabular">{spans.map(spanText).join(', ')}</span>
    </li>
  );
}

const ROLES = ['host', 'co-host', 'moderator', 'guest'] as const;

function roleText(role: string, t: ReturnType<typeof useText>): string {
  const known = ROLES.find((each) => each === role);
  return known === undefined ? '' : t(`common.${known}`);
}

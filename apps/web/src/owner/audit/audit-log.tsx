import { Download } from 'lucide-react';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { ChoiceField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { PanelLoading } from '../../ui/panel-loading.js';
import { ProblemState } from '../../ui/problem-state.js';
import { toast } from '../../ui/toast.js';
import { useFormAction } from '../../ui/use-form-action.js';
import { PageTurns } from '../page-turns.js';
import { saveCsv } from '../save-csv.js';
import { AUDIT_AREAS, type AuditArea } from './audit-areas.js';
import { AuditList } from './audit-list.js';
import { type AreaChoice, type AuditEntry, useAuditLog } from './use-audit-log.js';

const AREAS: readonly AreaChoice[] = ['all', ...(Object.keys(AUDIT_AREAS) as AuditArea[])];

const csvOf = (entries: readonly AuditEntry[]) => [
  ['at', 'actor', 'actorId', 'actorKind', 'action', 'targetId', 'showId', 'details'],
  ...entries.map(({ at, actor, action, targetId, showId, details }) => [
    ...[at, actor.name, actor.id, actor.kind, action, targetId ?? '', showId ?? ''],
    Object.keys(details).length === 0 ? '' : JSON.stringify(details),
  ]),
];

/** Who did what: filtered, in pages, and as a file. */
export function AuditLog({ showId }: { showId?: string }) {
  const t = useText();
  const log = useAuditLog(showId);
  const { busy, problem, run } = useFormAction();
  const save = () =>
    run(async () => {
      const { entries, isCut } = await log.loadAll();
      saveCsv(`activity${showId === undefined ? '' : `-${showId}`}.csv`, csvOf(entries));
      if (isCut) toast(t('owner.audit.csv.cut', { count: entries.length }));
    });
  const { entries, error } = log;
  return (
    <>
      <div className="owner-filter">
        <TextField
          label={t('owner.audit.who')}
          type="search"
          maxLength={64}
          value={log.actor}
          onChange={(event) => log.setActor(event.target.value)}
        />
        <ChoiceField<AreaChoice>
          label={t('owner.audit.area')}
          value={log.area}
          options={AREAS.map((value) => ({ value, label: t(`owner.audit.area.${value}`) }))}
          onChange={log.setArea}
        />
      </div>
      {error && !entries ? <ProblemState error={error} onRetry={log.reload} /> : null}
      {entries === undefined && !error ? <PanelLoading /> : null}
      {entries?.length === 0 ? (
        <p className="dim">{t(log.isFiltered ? 'owner.audit.nothing' : 'owner.audit.none')}</p>
      ) : null}
      {entries && entries.length > 0 ? <AuditList entries={entries} hasShow={showId === undefined} /> : null}
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <div className="row">
        <PageTurns {...log.turns} />
        {entries && entries.length > 0 ? (
          <Button variant="outline" busy={busy} icon={<Download size={16} />} onClick={() => void save()}>
            {t('owner.audit.csv')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

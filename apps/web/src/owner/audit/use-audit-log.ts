import { useState } from 'react';
import type { Operations } from '#client';
import { api } from '../../ui/api.js';
import { useFetched } from '../../ui/use-fetched.js';
import { useSettled } from '../../ui/use-settled.js';
import { usePageMarks } from '../use-page-marks.js';
import { AUDIT_AREAS, type AuditArea } from './audit-areas.js';

type AuditPage = Operations['house.audit']['answer'];
export type AuditEntry = AuditPage['items'][number];
export type AreaChoice = AuditArea | 'all';

const PAGE_SIZE = 20;
const TYPED_MS = 300;
/** Of one file, a hundred at a time. */
const MOST_IN_FILE = 5_000;
const PER_REQUEST = 100;

/** The log of a show, or of the whole site, as it is filtered: a page at a time, and all of it for a file. */
export function useAuditLog(showId: string | undefined) {
  const [actor, setActor] = useState('');
  const [area, setArea] = useState<AreaChoice>('all');
  const marks = usePageMarks<number>();
  const name = useSettled(actor.trim(), TYPED_MS) ?? '';
  const filter = {
    ...(name === '' ? {} : { actor: name }),
    ...(area === 'all' ? {} : { action: AUDIT_AREAS[area].join(',') }),
  };
  const load = (limit: number, before: number | undefined): Promise<AuditPage> => {
    const query = { ...filter, limit, ...(before === undefined ? {} : { before }) };
    return showId === undefined
      ? api.calls.call('house.audit', { query })
      : api.calls.call('audience.audit', { params: { showId }, query });
  };
  const { value, error, reload } = useFetched(
    ['audit', showId, name, area, marks.at],
    () => load(PAGE_SIZE, marks.at),
    { keepsLast: true },
  );
  const loadAll = async (): Promise<{ entries: AuditEntry[]; isCut: boolean }> => {
    const entries: AuditEntry[] = [];
    let before: number | null | undefined;
    while (before !== null && entries.length < MOST_IN_FILE) {
      const page: AuditPage = await load(PER_REQUEST, before);
      entries.push(...page.items);
      before = page.next;
    }
    return { entries, isCut: before !== null };
  };
  return {
    entries: value?.items,
    error,
    reload,
    actor,
    area,
    isFiltered: name !== '' || area !== 'all',
    setActor: (wanted: string) => {
      setActor(wanted);
      marks.restart();
    },
    setArea: (wanted: AreaChoice) => {
      setArea(wanted);
      marks.restart();
    },
    turns: marks.turns(value?.next),
    loadAll,
  };
}

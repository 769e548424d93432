import { useEffect, useState } from 'react';
import type { Connection, SendingReport, StageClient } from '#client';
import type { ServerEventData } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Notice } from '../ui/notice.js';
import { useEvery } from '../ui/use-every.js';
import { useObserved } from '../ui/use-observed.js';

type ServerNotice = ServerEventData<'programme.notice'>;
const KEPT = 20;

interface HealthPanelProps {
  connection: Connection;
  stage: StageClient;
  viewers: number;
}

/** What is going on, in words first and figures second. */
export function HealthPanel({ connection, stage, viewers }: HealthPanelProps) {
  const t = useText();
  const { phase } = useObserved(stage.state);
  const [sending, setSending] = useState<SendingReport | null>(null);
  const [notices, setNotices] = useState<readonly ServerNotice[]>([]);
  useEvery(2_000, () => void stage.measureSending().then(setSending));
  useEffect(
    () =>
      connection.on('programme.notice', (notice) => setNotices((last) => [notice, ...last].slice(0, KEPT))),
    [connection],
  );
  const grade = stage.me?.quality.grade ?? 'unknown';
  const isPoor = grade === 'poor' || grade === 'lost' || (sending?.lossPercent ?? 0) > 8;
  const advice =
    phase === 'rebuilding'
      ? t('studio.rebuilding')
      : phase === 'lost'
        ? t('studio.reconnecting')
        : t('studio.health.poor');
  const isBad = phase === 'lost' || phase === 'rebuilding' || isPoor;
  const number = (value: number | null | undefined, unit: string) =>
    value === null || value === undefined ? '–' : `${value} ${unit}`;
  return (
    <div className="panel stack">
      <Notice mood={isBad ? 'warn' : 'good'} title={isBad ? advice : t('studio.health.good')} />
      <dl className="figures">
        <Figure name={t('studio.health.audience')} value={t.count('common.viewers', viewers)} />
        <Figure name={t('studio.health.stage')} value={t(`studio.quality.${grade}`)} />
        <Figure
          name={t('studio.health.upload')}
          value={number(sending ? Math.round(sending.bitsPerSecond / 1_000) : null, 'kbit/s')}
        />
        <Figure name={t('studio.health.round-trip')} value={number(sending?.rttMs, 'ms')} />
        <Figure name={t('studio.health.loss')} value={number(sending?.lossPercent, '%')} />
      </dl>
      <section className="stack-tight">
        <h3 className="field-label">{t('studio.health.notices')}</h3>
        {notices.length === 0 ? <p className="small dim">{t('studio.health.no-notices')}</p> : null}
        {notices.map((notice) => (
          <Notice
            key={`${notice.atWallMs}-${notice.code}`}
            mood={notice.level === 'info' ? 'plain' : notice.level === 'warning' ? 'warn' : 'bad'}
            title={notice.message}
          >
            <span className="dim">{new Date(notice.atWallMs).toLocaleTimeString()}</span>
          </Notice>
        ))}
      </section>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

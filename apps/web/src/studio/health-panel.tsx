import { useState } from 'react';
import type { SendingReport } from '#client';
import type { ProgrammeHealthView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { QualityReport } from '../quality/quality-report.js';
import { api } from '../ui/api.js';
import { Notice } from '../ui/notice.js';
import { timeText } from '../ui/show-text.js';
import { findTicket } from '../ui/tickets.js';
import { useEvery } from '../ui/use-every.js';
import { useFetched } from '../ui/use-fetched.js';
import { useObserved } from '../ui/use-observed.js';
import { troublesOf } from './health-advice.js';
import { noticeText } from './notice-text.js';
import type { StudioPanelProps } from './studio-panel.js';
import { useProgrammeHealth } from './use-programme-health.js';

/** What is going on, in words first and figures second. */
export function HealthPanel({
  showId,
  isModerator,
  stageSession: { connection, stage },
  clients,
}: StudioPanelProps) {
  const t = useText();
  const { viewers } = useObserved(clients.audience.state);
  const { phase } = useObserved(stage.state);
  const [sending, setSending] = useState<SendingReport | null>(null);
  const notices = useObserved(clients.notices.notices);
  useEvery(2_000, () => void stage.measureSending().then(setSending));
  const frames = useProgrammeHealth(connection);
  const now = frames.at(-1);
  const grade = stage.me?.quality.grade ?? 'unknown';
  const isLinkPoor = grade === 'poor' || grade === 'lost' || (sending?.lossPercent ?? 0) > 8;
  const troubles = troublesOf({ stage: phase, isLinkPoor, now, before: frames[0] });
  const number = (value: number | null | undefined, unit: string) =>
    value === null || value === undefined ? '–' : `${value} ${unit}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing else that the keyboard reaches
    <section className="panel stack" tabIndex={0} aria-label={t('studio.health')}>
      <div className="stack-tight" role="status">
        {troubles.length === 0 ? <Notice mood="good" title={t('studio.health.good')} /> : null}
        {troubles.map((trouble) => (
          <Notice key={trouble} mood="warn" title={t(`studio.health.trouble.${trouble}`)}>
            {t(`studio.health.advice.${trouble}`)}
          </Notice>
        ))}
      </div>
      <dl className="figures">
        <Figure name={t('studio.health.audience')} value={t.count('common.viewers', viewers)} />
        {now ? <OnAirFigures health={now} /> : null}
        <Figure name={t('studio.health.stage')} value={t(`studio.quality.${grade}`)} />
        <Figure
          name={t('studio.health.upload')}
          value={number(sending ? Math.round(sending.bitsPerSecond / 1_000) : null, 'kbit/s')}
        />
        <Figure name={t('studio.health.round-trip')} value={number(sending?.rttMs, 'ms')} />
        <Figure name={t('studio.health.loss')} value={number(sending?.lossPercent, '%')} />
      </dl>
      {isModerator ? <AudienceQualitySection showId={showId} /> : null}
      <section className="stack-tight">
        <h3 className="field-label">{t('studio.health.notices')}</h3>
        {notices.length === 0 ? <p className="small dim">{t('studio.health.no-notices')}</p> : null}
        {notices.map((notice) => (
          <Notice
            key={`${notice.atWallMs}-${notice.code}`}
            mood={notice.level === 'info' ? 'plain' : notice.level === 'warning' ? 'warn' : 'bad'}
            title={noticeText(notice, t)}
          >
            <span className="dim">{timeText(notice.atWallMs)}</span>
          </Notice>
        ))}
      </section>
    </section>
  );
}

const QUALITY_EVERY_MS = 10_000;

/** Away while the server does not answer: the rest of the panel says why. */
function AudienceQualitySection({ showId }: { showId: string }) {
  const t = useText();
  const load = () => api.quality(showId, findTicket(showId)?.ticket);
  const { value } = useFetched(['quality', showId], load, { everyMs: QUALITY_EVERY_MS });
  if (!value) return null;
  return (
    <section className="stack-tight">
      <h3 className="field-label">{t('quality.title')}</h3>
      <QualityReport quality={value} />
    </section>
  );
}

function OnAirFigures({ health }: { health: ProgrammeHealthView }) {
  const t = useText();
  const {
    audienceBehindMs: behind,
    ticks,
    repeatedFrames,
    droppedFrames,
    machineLoad,
    encoderSpeed,
  } = health;
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  return (
    <>
      <Figure
        name={t('studio.health.behind')}
        value={
          behind
            ? t('studio.health.behind.value', { median: seconds(behind.median), p95: seconds(behind.p95) })
            : t('studio.health.behind.none')
        }
      />
      <Figure name={t('studio.health.machine')} value={percent(machineLoad)} />
      <Figure name={t('studio.health.encoder')} value={percent(encoderSpeed)} />
      <Figure
        name={t('studio.health.frames')}
        value={t('studio.health.frames.value', {
          lost: `${repeatedFrames + droppedFrames}`,
          all: `${ticks}`,
        })}
      />
    </>
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

import { useState } from 'react';
import type { Overlays, ProgrammeView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { useEvery } from '../../ui/use-every.js';

/** What the compositor lays over the tiles, drawn by the page in the same places. */
export function CanvasOverlays({
  programme,
  logoUrl,
  frameUrl,
}: {
  programme: ProgrammeView;
  logoUrl: string | undefined;
  frameUrl: string | undefined;
}) {
  const t = useText();
  const { overlays, slate } = programme;
  if (slate.kind !== 'none')
    return (
      <div className="canvas-slate">
        <p className="canvas-slate-title">{slate.text || t(`studio.slate.${slate.kind}`)}</p>
        <p className="small">{t('studio.slate.on')}</p>
      </div>
    );
  return (
    <div className={overlays.ticker ? 'canvas-overlays canvas-ticking' : 'canvas-overlays'}>
      {frameUrl ? <img className="canvas-frame" src={frameUrl} alt="" /> : null}
      {overlays.titleBar ? (
        <p className="canvas-title">
          <strong>{overlays.titleBar.title}</strong>
          {overlays.titleBar.subtitle ? <span>{overlays.titleBar.subtitle}</span> : null}
        </p>
      ) : null}
      {overlays.logo && logoUrl ? (
        <img className={`canvas-logo canvas-${overlays.logo.corner}`} src={logoUrl} alt="" />
      ) : null}
      {overlays.countdown ? (
        <Countdown countdown={overlays.countdown} isLeft={overlays.logo?.corner === 'top-right'} />
      ) : null}
      {overlays.ticker ? (
        <p className="canvas-ticker">
          <span>{overlays.ticker.text}</span>
        </p>
      ) : null}
    </div>
  );
}

interface CountdownProps {
  countdown: NonNullable<Overlays['countdown']>;
  isLeft: boolean;
}

function Countdown({ countdown: { toWallMs, label }, isLeft }: CountdownProps) {
  const [nowMs, setNowMs] = useState(() => api.nowMs());
  useEvery(500, () => setNowMs(api.nowMs()));
  const seconds = Math.max(0, Math.ceil((toWallMs - nowMs) / 1_000));
  const two = (value: number) => `${value}`.padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return (
    <p className={isLeft ? 'canvas-countdown canvas-top-left' : 'canvas-countdown canvas-top-right'}>
      {label ? <span>{label}</span> : null}
      <strong className="tabular">
        {seconds >= 3_600 ? `${Math.floor(seconds / 3_600)}:${clock}` : clock}
      </strong>
    </p>
  );
}

import { useState } from 'react';
import type { Overlays } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { TextArea, TextField } from '../ui/field.js';
import { BannerList } from './brand/banner-list.js';
import { CaptionForm } from './caption-form.js';
import { LogoOverlay } from './logo-overlay.js';
import { type OverlayProps, OverlaySwitches } from './overlay-switches.js';
import type { StudioPanelProps } from './studio-panel.js';

const LONGEST_COUNTDOWN_MS = 180 * 60_000;

export function OverlaysPanel({ programme, showId, composer, stageSession }: StudioPanelProps) {
  const { overlays } = programme;
  const change = (fields: Partial<Overlays>) => composer.setOverlays({ ...overlays, ...fields });
  return (
    <div className="panel stack">
      <BannerList showId={showId} overlays={overlays} onChange={change} />
      <LogoOverlay showId={showId} overlays={overlays} onChange={change} />
      <Ticker overlays={overlays} onChange={change} />
      <CountdownTo overlays={overlays} onChange={change} />
      <CaptionForm showId={showId} stageSession={stageSession} isLive={programme.state === 'live'} />
    </div>
  );
}

function Ticker({ overlays, onChange }: OverlayProps) {
  const t = useText();
  const [text, setText] = useState(overlays.ticker?.text ?? '');
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ ticker: { text } });
      }}
    >
      <h3 className="field-label">{t('studio.overlay.ticker')}</h3>
      <TextArea
        label={t('studio.overlay.ticker.text')}
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
      />
      <OverlaySwitches
        isOn={overlays.ticker !== null}
        canPut={text.trim() !== ''}
        onClear={() => onChange({ ticker: null })}
      />
    </form>
  );
}

/** Counts down to a moment of the server's clock: everybody sees the same. */
function CountdownTo({ overlays, onChange }: OverlayProps) {
  const t = useText();
  const [label, setLabel] = useState(overlays.countdown?.label ?? '');
  const [minutes, setMinutes] = useState('5');
  const lengthMs = Number(minutes) * 60_000;
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ countdown: { toWallMs: Math.round(api.nowMs() + lengthMs), label } });
      }}
    >
      <h3 className="field-label">{t('studio.overlay.countdown')}</h3>
      <TextField
        label={t('studio.overlay.countdown.minutes')}
        type="number"
        min={1}
        max={180}
        value={minutes}
        onChange={(event) => setMinutes(event.target.value)}
      />
      <TextField
        label={t('studio.overlay.countdown.label')}
        value={label}
        maxLength={80}
        onChange={(event) => setLabel(event.target.value)}
      />
      <OverlaySwitches
        isOn={overlays.countdown !== null}
        canPut={lengthMs > 0 && lengthMs <= LONGEST_COUNTDOWN_MS}
        onClear={() => onChange({ countdown: null })}
      />
    </form>
  );
}

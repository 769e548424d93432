import { useState } from 'react';
import type { AudienceClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { useEvery } from '../ui/use-every.js';

const TICK_MS = 250;

/** What is left in this viewer's own video. Without a playhead, by the page's clock. */
export function PollCountdown({ audience, endMs }: { audience: AudienceClient; endMs: number }) {
  const t = useText();
  const [leftMs, setLeftMs] = useState(() => endMs - (audience.playheadMs ?? Date.now()));
  useEvery(TICK_MS, () => setLeftMs(endMs - (audience.playheadMs ?? Date.now())));
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return (
    <span className="tabular" role="timer">
      {t('watch.polls.left', { seconds })}
    </span>
  );
}

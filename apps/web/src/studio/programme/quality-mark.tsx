import { Signal, SignalLow, SignalMedium, SignalZero } from 'lucide-react';
import type { ParticipantView } from '#protocol';
import { useText } from '../../i18n/use-text.js';

const SIGNALS = {
  good: Signal,
  fair: SignalMedium,
  poor: SignalLow,
  lost: SignalZero,
  unknown: null,
} as const;

export function QualityMark({ grade }: { grade: ParticipantView['quality']['grade'] }) {
  const t = useText();
  const Mark = SIGNALS[grade];
  return Mark ? (
    <Mark size={14} className={`signal-${grade}`} role="img" aria-label={t(`studio.quality.${grade}`)} />
  ) : null;
}

import type { ShowState } from '#client';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';

const MOODS = {
  draft: 'plain',
  scheduled: 'brand',
  backstage: 'warn',
  live: 'live',
  ended: 'plain',
  failed: 'bad',
} as const;

export function StateBadge({ state }: { state: ShowState }) {
  const t = useText();
  return <Badge mood={MOODS[state]}>{t(`owner.state.${state}`)}</Badge>;
}

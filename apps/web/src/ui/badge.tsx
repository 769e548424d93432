import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.js';

type Mood = 'plain' | 'live' | 'good' | 'warn' | 'bad' | 'brand';

export function Badge({ mood = 'plain', children }: { mood?: Mood; children: ReactNode }) {
  return <span className={mood === 'plain' ? 'badge' : `badge badge-${mood}`}>{children}</span>;
}

export function LiveBadge() {
  const t = useText();
  return <Badge mood="live">{t('common.live')}</Badge>;
}

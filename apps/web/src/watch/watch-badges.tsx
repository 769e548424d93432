import { Users } from 'lucide-react';
import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { Badge, LiveBadge } from '../ui/badge.js';
import { useObserved } from '../ui/use-observed.js';
import type { Line } from './use-line.js';

export function Badges({ show, line }: { show: Show | undefined; line: Line | undefined }) {
  return (
    <p className="row-tight">
      {show?.state === 'live' ? <LiveBadge /> : null}
      {line ? <Viewers line={line} /> : null}
    </p>
  );
}

function Viewers({ line }: { line: Line }) {
  const t = useText();
  const { viewers } = useObserved(line.audience.state);
  return viewers > 0 ? (
    <Badge>
      <Users size={13} aria-hidden="true" />
      {t.count('common.viewers', viewers)}
    </Badge>
  ) : null;
}

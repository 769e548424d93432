import { Users } from 'lucide-react';
import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { Badge, LiveBadge } from '../ui/badge.js';
import { useObserved } from '../ui/use-observed.js';
import type { AudienceSession } from './use-audience-session.js';

export function Badges({
  show,
  audienceSession,
}: {
  show: Show | undefined;
  audienceSession: AudienceSession | undefined;
}) {
  return (
    <p className="row-tight">
      {show?.state === 'live' ? <LiveBadge /> : null}
      {audienceSession ? <Viewers audienceSession={audienceSession} /> : null}
    </p>
  );
}

function Viewers({ audienceSession }: { audienceSession: AudienceSession }) {
  const t = useText();
  const { viewers } = useObserved(audienceSession.audience.state);
  return viewers > 0 ? (
    <Badge>
      <Users size={13} aria-hidden="true" />
      {t.count('common.viewers', viewers)}
    </Badge>
  ) : null;
}

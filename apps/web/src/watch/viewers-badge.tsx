import { Users } from 'lucide-react';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { useObserved } from '../ui/use-observed.js';
import type { AudienceSession } from './audience-session.js';

/** How many watch. That the show is live is said by the player. */
export function ViewersBadge({ audienceSession }: { audienceSession: AudienceSession }) {
  const t = useText();
  const { viewers } = useObserved(audienceSession.audience.state);
  return viewers > 0 ? (
    <Badge>
      <Users size={13} aria-hidden="true" />
      {t.count('common.viewers', viewers)}
    </Badge>
  ) : null;
}

import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import type { PromotionClient } from '#client';
import type { PromotionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { runAction } from '../ui/run-action.js';
import { useCallAttention } from '../ui/use-call-attention.js';
import { useEvery } from '../ui/use-every.js';
import { canJoinStage } from './can-join-stage.js';

interface InvitationProps {
  promotion: PromotionView;
  promotions: PromotionClient;
}

/** Lies over the page until it is answered or runs out: a host is waiting. */
export function Invitation({ promotion, promotions }: InvitationProps) {
  const t = useText();
  const text = canJoinStage() ? t('hand.invited.text') : t('hand.unsupported');
  useCallAttention(t('hand.invited.title'), text);
  const { promotionId, untilWallMs } = promotion;
  return (
    <div
      className="card invitation"
      role="alertdialog"
      aria-labelledby="invited"
      aria-describedby="invited-text"
    >
      <Sparkles size={24} aria-hidden="true" />
      <div className="invitation-words">
        <h2 id="invited">{t('hand.invited.title')}</h2>
        <p id="invited-text" className="dim">
          {text}
        </p>
        {untilWallMs === null ? null : <SecondsLeft untilWallMs={untilWallMs} />}
      </div>
      <div className="invitation-answers">
        {canJoinStage() ? (
          <Button variant="primary" onClick={() => runAction(promotions.accept(promotionId))}>
            {t('hand.accept')}
          </Button>
        ) : null}
        <Button variant="outline" onClick={() => runAction(promotions.decline(promotionId))}>
          {t('hand.decline')}
        </Button>
      </div>
    </div>
  );
}

function SecondsLeft({ untilWallMs }: { untilWallMs: number }) {
  const t = useText();
  const [nowMs, setNowMs] = useState(() => api.nowMs());
  useEvery(1_000, () => setNowMs(api.nowMs()));
  const count = Math.max(0, Math.ceil((untilWallMs - nowMs) / 1_000));
  return (
    <p className="small tabular" role="timer" aria-live="off">
      {t.count('hand.invited.left', count)}
    </p>
  );
}

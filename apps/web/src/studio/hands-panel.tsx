import { Hand } from 'lucide-react';
import type { PromotionClient } from '#client';
import type { PromotionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/notice.js';
import { runAction } from '../ui/run-action.js';
import { useObserved } from '../ui/use-observed.js';
import type { StudioPanelProps } from './studio-panel.js';

/** From the raised hand to the stage: what the moderator can do next is the coloured button. */
export function HandsPanel({ clients: { promotions } }: StudioPanelProps) {
  const t = useText();
  const hands = useObserved(promotions.state);
  if (hands.length === 0) {
    return (
      <EmptyState icon={<Hand />} title={t('studio.hands.empty.title')} text={t('studio.hands.empty.text')} />
    );
  }
  return (
    <ul className="panel stack-tight">
      {hands.map((hand) => (
        <li key={hand.promotionId} className="hand">
          <Avatar name={hand.name} />
          <div className="grow">
            <p className="truncate">
              <strong>{hand.name}</strong>
            </p>
            <p className="small dim">{statusOf(hand, t)}</p>
          </div>
          <HandActions hand={hand} promotions={promotions} />
        </li>
      ))}
    </ul>
  );
}

function statusOf({ state }: PromotionView, t: ReturnType<typeof useText>): string {
  switch (state) {
    case 'raised':
    case 'invited':
    case 'accepted':
    case 'ready':
    case 'on-stage':
      return t(`studio.hands.${state}`);
    default:
      return '';
  }
}

function HandActions({ hand, promotions }: { hand: PromotionView; promotions: PromotionClient }) {
  const t = useText();
  const { promotionId, personId, state, participantId } = hand;
  const callOff = (name: string) => (
    <Button size="small" variant="ghost" onClick={() => runAction(promotions.withdraw(promotionId))}>
      {name}
    </Button>
  );
  if (state === 'on-stage') {
    return participantId ? (
      <Button size="small" variant="outline" onClick={() => runAction(promotions.sendBack(participantId))}>
        {t('studio.hands.back')}
      </Button>
    ) : null;
  }
  if (state === 'ready' || state === 'accepted') {
    return (
      <div className="hand-actions">
        <Button
          size="small"
          variant="primary"
          disabled={state !== 'ready'}
          onClick={() => runAction(promotions.bringOn(promotionId))}
        >
          {t('studio.hands.bring-on')}
        </Button>
        <Button
          size="small"
          variant="outline"
          aria-pressed={hand.vetting}
          onClick={() => runAction(promotions.vet(promotionId, !hand.vetting))}
        >
          {hand.vetting ? t('studio.hands.talk.end') : t('studio.hands.talk')}
        </Button>
        {callOff(t('studio.hands.call-off'))}
      </div>
    );
  }
  return (
    <div className="hand-actions">
      {state === 'raised' ? (
        <Button size="small" variant="primary" onClick={() => runAction(promotions.invite(personId))}>
          {t('studio.hands.invite')}
        </Button>
      ) : null}
      {callOff(state === 'raised' ? t('studio.hands.dismiss') : t('studio.hands.call-off'))}
    </div>
  );
}

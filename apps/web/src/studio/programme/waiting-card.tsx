import { Phone } from 'lucide-react';
import type { CallClient, PromotionClient } from '#client';
import type { PromotionView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { runAction } from '../../ui/run-action.js';

interface WaitingCardProps {
  hand: PromotionView;
  promotions: PromotionClient;
  calls: CallClient;
  /** In the green room: may be called. */
  candidateId: string | undefined;
}

/** A viewer on the way to the stage: what a host can do next is the coloured button. */
export function WaitingCard({ hand, promotions, calls, candidateId }: WaitingCardProps) {
  const t = useText();
  const { promotionId, personId, state, vetting } = hand;
  const isHere = state === 'ready' || state === 'accepted';
  return (
    <li className="person person-waiting" aria-label={hand.name}>
      <p className="row-tight">
        <Avatar name={hand.name} />
        <span className="grow truncate">
          <strong>{hand.name}</strong>
        </span>
      </p>
      <p className="small dim" role="status">
        {isOpen(state) ? t(`studio.hands.${state}`) : ''}
      </p>
      <div className="person-actions">
        {state === 'raised' ? (
          <Button size="small" variant="primary" onClick={() => runAction(promotions.invite(personId))}>
            {t('studio.hands.invite')}
          </Button>
        ) : null}
        {isHere ? (
          <>
            <Button
              size="small"
              variant="primary"
              disabled={state !== 'ready'}
              onClick={() => runAction(promotions.bringOn(promotionId))}
            >
              {t('studio.person.on')}
            </Button>
            <Button
              size="small"
              variant="outline"
              aria-pressed={vetting}
              onClick={() => runAction(promotions.vet(promotionId, !vetting))}
            >
              {vetting ? t('studio.hands.talk.end') : t('studio.hands.talk')}
            </Button>
            {candidateId ? (
              <IconButton
                size="small"
                variant="outline"
                name={t('studio.call.name', { name: hand.name })}
                onClick={() => runAction(calls.start(candidateId))}
              >
                <Phone size={15} />
              </IconButton>
            ) : null}
          </>
        ) : null}
        <Button size="small" variant="ghost" onClick={() => runAction(promotions.withdraw(promotionId))}>
          {state === 'raised' ? t('studio.hands.dismiss') : t('studio.hands.call-off')}
        </Button>
      </div>
    </li>
  );
}

const isOpen = (state: PromotionView['state']) =>
  state === 'raised' || state === 'invited' || state === 'accepted' || state === 'ready';

import type { PromotionPort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const promotionHandlers = (promotion: PromotionPort): FamilyHandlers<'promotion'> => ({
  'promotion.raise-hand': ({ caller }) => promotion.raiseHand(caller),
  'promotion.lower-hand': ({ caller }) => done(promotion.lowerHand(caller)),
  'promotion.invite': ({ caller }, { personId }) => promotion.invite(caller, personId),
  'promotion.accept': ({ caller }, { promotionId }) => promotion.accept(caller, promotionId),
  'promotion.decline': ({ caller }, { promotionId }) => promotion.decline(caller, promotionId),
  'promotion.ready': ({ caller }, { promotionId }) => promotion.ready(caller, promotionId),
  'promotion.vet': ({ caller }, { promotionId, on }) => promotion.vet(caller, promotionId, on),
  'promotion.bring-on': ({ caller }, { promotionId }) => promotion.bringOn(caller, promotionId),
  'promotion.withdraw': ({ caller }, { promotionId }) => promotion.withdraw(caller, promotionId),
  'promotion.send-back': ({ caller }, { participantId }) => done(promotion.sendBack(caller, participantId)),
  'promotion.list': async ({ caller }) => ({ promotions: await promotion.list(caller) }),
  'promotion.seen': ({ caller }, { participantId }) => done(promotion.seen(caller, participantId)),
});

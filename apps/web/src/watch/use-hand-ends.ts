import { useEffect, useRef } from 'react';
import type { PromotionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { toast } from '../ui/toast.js';

/** Shows each end of the way to the stage, once. */
export function useHandEnds(own: PromotionView | undefined, isShowOver: boolean): void {
  const t = useText();
  const before = useRef<PromotionView['state']>(undefined);
  const state = own?.state;
  useEffect(() => {
    const last = before.current;
    before.current = state;
    if (last === undefined || last === state || isShowOver) return;
    if (state === 'returned' && last === 'on-stage') toast(t('hand.back'));
    if (state === 'declined' || state === 'withdrawn' || state === 'timed-out' || state === 'lost') {
      toast(t(`hand.over.${state}`));
    }
  }, [state, isShowOver, t]);
  // The stage ended with the show: this is no lost connection.
  useEffect(() => {
    if (isShowOver && before.current && WAITED.includes(before.current)) toast(t('hand.over.ended'));
  }, [isShowOver, t]);
}

const WAITED: readonly PromotionView['state'][] = ['invited', 'accepted', 'ready'];

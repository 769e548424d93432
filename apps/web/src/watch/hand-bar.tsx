import { Hand } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PromotionClient } from '#client';
import type { PromotionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { runAction } from '../ui/run-action.js';
import { canJoinStage } from './can-join-stage.js';
import { Invitation } from './invitation.js';
import { NameForm } from './name-form.js';
import { NotifyButton } from './notify-button.js';

interface HandBarProps {
  own: PromotionView | undefined;
  promotions: PromotionClient;
  name: string | null;
  /** The viewer has chosen a name, and wants the hand up with it. */
  onRaiseWithName(name: string): void;
  children: ReactNode;
}

/** The way to the stage as a viewer sees it, step by step. */
export function HandBar({ own, promotions, name, onRaiseWithName, children }: HandBarProps) {
  const t = useText();
  if (!own) return <RaiseHand promotions={promotions} name={name} onRaiseWithName={onRaiseWithName} />;
  if (own.state === 'raised') {
    return (
      <div className="hand-bar">
        <Button variant="primary" icon={<Hand size={18} />} onClick={() => runAction(promotions.lowerHand())}>
          {t('hand.lower')}
        </Button>
        <NotifyButton />
        <span className="dim small" role="status">
          {t('hand.raised')}
        </span>
      </div>
    );
  }
  if (own.state === 'invited') return <Invitation promotion={own} promotions={promotions} />;
  return <>{children}</>;
}

function RaiseHand({
  promotions,
  name,
  onRaiseWithName,
}: Pick<HandBarProps, 'promotions' | 'name' | 'onRaiseWithName'>) {
  const t = useText();
  const [asks, setAsks] = useState<'name' | 'browser'>();
  const raise = () => {
    if (!canJoinStage()) setAsks('browser');
    else if (name === null) setAsks('name');
    else runAction(promotions.raiseHand());
  };
  const stop = () => setAsks(undefined);
  return (
    <div className="hand-bar">
      <Button icon={<Hand size={18} />} onClick={raise}>
        {t('hand.raise')}
      </Button>
      <Dialog open={asks === 'name' && name === null} onClose={stop} title={t('hand.raise')}>
        <NameForm actionLabel={t('hand.raise')} onName={onRaiseWithName} />
      </Dialog>
      <Dialog
        open={asks === 'browser'}
        onClose={stop}
        title={t('hand.unsupported.title')}
        text={t('hand.unsupported')}
      >
        <div className="dialog-actions">
          <Button variant="primary" onClick={stop}>
            {t('common.close')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

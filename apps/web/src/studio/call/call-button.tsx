import { Phone } from 'lucide-react';
import type { CallClient } from '#client';
import { useText } from '../../i18n/use-text.js';
import { runAction } from '../../ui/run-action.js';
import { useObserved } from '../../ui/use-observed.js';

interface CallButtonProps {
  calls: CallClient;
  participantId: string;
  name: string;
}

/** Calls a person privately. Hosts have it in the person's menu. */
export function CallButton({ calls, participantId, name }: CallButtonProps) {
  const t = useText();
  const { call } = useObserved(calls.state);
  return (
    <button
      type="button"
      className="tile-more"
      aria-label={t('studio.call.name', { name })}
      disabled={call !== null}
      onClick={() => runAction(calls.start(participantId))}
    >
      <Phone size={16} />
    </button>
  );
}

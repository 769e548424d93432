import { X } from 'lucide-react';
import type { AudienceClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { useObserved } from '../ui/use-observed.js';

/** One's own messages that a moderator has to see first, and those that one has refused. */
export function WaitingNotes({ audience }: { audience: AudienceClient }) {
  const t = useText();
  const waiting = useObserved(audience.waiting);
  return waiting.map(({ messageId, text, isRefused }) => (
    <p key={messageId} className="chat-note row-tight small dim" role="status">
      <span className="grow truncate">
        {t(isRefused ? 'watch.chat.refused' : 'watch.chat.waiting')} {text}
      </span>
      {isRefused ? (
        <button
          type="button"
          className="chat-more"
          aria-label={t('watch.chat.refused.close')}
          onClick={() => audience.forgetRefused(messageId)}
        >
          <X size={14} />
        </button>
      ) : null}
    </p>
  ));
}

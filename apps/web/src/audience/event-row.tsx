import { MoreHorizontal, Trash2 } from 'lucide-react';
import { memo } from 'react';
import type { AudienceClient } from '#client';
import type { ChatEvent, ChatMessage } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Menu, MenuItem } from '../ui/menu.js';
import { runAction } from '../ui/run-action.js';
import { EventLine } from './event-line.js';

interface EventRowProps {
  message: ChatMessage;
  event: ChatEvent;
  audience: AudienceClient;
  isModerator: boolean;
}

/** An event in the chat of a show that is on: moderators can take it out. */
export const EventRow = memo(function EventRow({ message, event, audience, isModerator }: EventRowProps) {
  const t = useText();
  const { messageId, name, text, atWallMs } = message;
  const trigger = (
    <button type="button" className="chat-more" aria-label={t('watch.chat.more', { name })}>
      <MoreHorizontal size={16} />
    </button>
  );
  return (
    <EventLine event={event} name={name} text={text} atWallMs={atWallMs}>
      {isModerator ? (
        <Menu trigger={trigger}>
          <MenuItem icon={<Trash2 size={15} />} onSelect={() => runAction(audience.deleteMessage(messageId))}>
            {t('studio.chat.delete')}
          </MenuItem>
        </Menu>
      ) : null}
    </EventLine>
  );
});

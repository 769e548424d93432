import { Smile } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useText } from '../i18n/use-text.js';
import { EMOJI } from './emoji.js';

/** A grid of emoji beside the text field. It stays open: one seldom comes alone. */
export function EmojiPicker({ onPick }: { onPick(emoji: string): void }) {
  const t = useText();
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" className="button button-ghost button-icon" aria-label={t('watch.chat.emoji')}>
          <Smile size={19} />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover emoji-picker"
          side="top"
          align="end"
          sideOffset={8}
          collisionPadding={8}
          aria-label={t('watch.chat.emoji')}
        >
          {EMOJI.map((kind) => (
            <div key={kind[0]} className="emoji-kind">
              {kind.map((emoji) => (
                <button key={emoji} type="button" className="emoji" onClick={() => onPick(emoji)}>
                  {emoji}
                </button>
              ))}
            </div>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

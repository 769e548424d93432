import { Lock } from 'lucide-react';
import { useState } from 'react';
import type { StudioTalk } from '#client';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { useObserved } from '../../ui/use-observed.js';
import { PrivateChat } from './private-chat.js';

/** The private chat of a guest who came from the audience: their page has no panels. */
export function PrivateChatButton({ talk }: { talk: StudioTalk }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const { unread } = useObserved(talk.state);
  return (
    <>
      <Button
        size="small"
        variant={unread > 0 ? 'primary' : 'outline'}
        icon={<Lock size={15} />}
        aria-label={
          unread > 0
            ? `${t('studio.private.open')}: ${t.count('studio.private.unread', unread)}`
            : t('studio.private.open')
        }
        onClick={() => setOpen(true)}
      >
        {t('studio.private')}
        {unread > 0 ? <span className="tab-count">{unread}</span> : null}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t('studio.private')}>
        <div className="private-chat">
          <PrivateChat talk={talk} />
        </div>
      </Dialog>
    </>
  );
}

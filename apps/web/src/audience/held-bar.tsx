import { useState } from 'react';
import type { AudienceClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { useObserved } from '../ui/use-observed.js';
import { HeldMessages } from './held-messages.js';

/** Above a moderator's chat: how many messages wait, and the messages themselves on demand. */
export function HeldBar({ audience }: { audience: AudienceClient }) {
  const t = useText();
  const { held = [] } = useObserved(audience.state);
  const [isOpen, setOpen] = useState(false);
  if (held.length === 0) return null;
  return (
    <>
      <div className="held-bar small" role="status">
        <span className="grow">{t.count('studio.held.count', held.length)}</span>
        <Button size="small" variant="outline" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'studio.held.close' : 'studio.held.open')}
        </Button>
      </div>
      {isOpen ? (
        <div className="held-box">
          <HeldMessages audience={audience} />
        </div>
      ) : null}
    </>
  );
}

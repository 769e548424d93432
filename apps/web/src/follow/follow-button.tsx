import { BellRing } from 'lucide-react';
import { useState } from 'react';
import type { WaysToFollow } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ChoiceField } from '../ui/field.js';
import { useFetched } from '../ui/use-fetched.js';
import { canPush } from './browser-push.js';
import { MailForm } from './mail-form.js';
import { PushChoice } from './push-choice.js';

/** To be told when shows begin: by this browser, and by e-mail where the site sends any. */
export function FollowButton({ showId }: { showId: string }) {
  const t = useText();
  const { value: ways } = useFetched(['ways-to-follow', showId], () => api.waysToFollow(showId));
  const [open, setOpen] = useState(false);
  if (!ways || !(ways.email || canPush())) return null;
  return (
    <>
      <Button variant="outline" icon={<BellRing size={17} />} onClick={() => setOpen(true)}>
        {t('follow.button')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('follow.title')} text={t('follow.text')}>
        <Ways showId={showId} ways={ways} />
      </Dialog>
    </>
  );
}

function Ways({ showId, ways: { email, pushKey } }: { showId: string; ways: WaysToFollow }) {
  const t = useText();
  const [of, setOf] = useState<'host' | 'site'>('host');
  return (
    <div className="stack">
      <ChoiceField<'host' | 'site'>
        label={t('follow.of')}
        value={of}
        options={[
          { value: 'host', label: t('follow.of.host') },
          { value: 'site', label: t('follow.of.site') },
        ]}
        onChange={setOf}
      />
      {canPush() ? <PushChoice showId={showId} pushKey={pushKey} of={of} /> : null}
      {email ? <MailForm showId={showId} of={of} /> : null}
    </div>
  );
}

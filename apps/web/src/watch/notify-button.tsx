import { Bell } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { askForNotifications, notificationState } from '../ui/call-notification.js';

/** For who waits and may look elsewhere meanwhile. Nothing where the browser has decided already. */
export function NotifyButton() {
  const t = useText();
  const [answer, setAnswer] = useState<NotificationPermission>();
  const [state] = useState(notificationState);
  if (answer === 'granted' || answer === 'denied') {
    return (
      <span className="dim small" role="status">
        {t(`hand.notify.${answer}`)}
      </span>
    );
  }
  if (state !== 'default') return null;
  return (
    <Button
      variant="ghost"
      icon={<Bell size={18} />}
      onClick={() => void askForNotifications().then(setAnswer)}
    >
      {t('hand.notify')}
    </Button>
  );
}

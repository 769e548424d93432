import { registerNotificationWorker } from './notification-worker.js';

/** Whether this browser may show notifications of this page, or may ask the person. */
export const notificationState = (): NotificationPermission | 'none' =>
  'Notification' in window && window.isSecureContext ? Notification.permission : 'none';

/** The browser asks the person; it does so after a gesture only. */
export const askForNotifications = (): Promise<NotificationPermission> => Notification.requestPermission();

/**
 * For a person who looks at another page or program. A press brings this page to the front. Returns the function that
 * takes the notification away.
 */
export function notifyOfCall(title: string, body: string): () => void {
  if (notificationState() !== 'granted') return () => {};
  // One of each kind: a second call of the same words takes the place of the first.
  const options = { body, tag: title, icon: '/icon.svg' };
  try {
    const shown = new Notification(title, options);
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    return () => shown.close();
  } catch {
    return notifyByWorker(title, options);
  }
}

/** Browsers of phones let no page show a notification by itself. */
function notifyByWorker(title: string, options: { body: string; tag: string; icon: string }): () => void {
  if (!('serviceWorker' in navigator)) return () => {};
  const ending = new AbortController();
  const show = async () => {
    const registration = await registerNotificationWorker();
    if (!ending.signal.aborted)
      await registration.showNotification(title, { ...options, data: { url: location.href } });
    return registration;
  };
  // Without the notification the call is still on the page, in its title and heard.
  const showing = show().catch(() => undefined);
  return () => {
    ending.abort();
    void showing
      .then((registration) => registration?.getNotifications({ tag: options.tag }))
      .then((all = []) => {
        for (const shown of all) shown.close();
      })
      .catch(() => undefined);
  };
}

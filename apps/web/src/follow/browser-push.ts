import { currentLocale } from '../i18n/locale.js';
import { api } from '../ui/api.js';
import { NOTIFICATION_SCOPE, registerNotificationWorker } from '../ui/notification-worker.js';
import { readSetting, writeSetting } from '../ui/settings.js';

const TOKEN = 'follow-push';

export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

export const isPushOn = (): boolean => canPush() && (readSetting(TOKEN) ?? '') !== '';

/** `unreachable`: the push service of the browser's maker did not answer the browser. */
export type PushStart = 'on' | 'refused' | 'unreachable';

/** The browser asks the person. Resolves to whether this browser is notified from now on. */
export async function startPush(showId: string, pushKey: string, of: 'host' | 'site'): Promise<PushStart> {
  if ((await Notification.requestPermission()) !== 'granted') return 'refused';
  const registration = await registerNotificationWorker();
  const subscription = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
    .catch(() => undefined);
  if (!subscription) return 'unreachable';
  const { endpoint = '', keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON();
  const wish = { endpoint, keys: { p256dh, auth }, language: currentLocale(), of };
  writeSetting(TOKEN, (await api.followByPush(showId, wish)).token);
  return 'on';
}

export async function stopPush(): Promise<void> {
  await api.endFollow(readSetting(TOKEN) ?? '');
  writeSetting(TOKEN, '');
  const registration = await navigator.serviceWorker.getRegistration(NOTIFICATION_SCOPE);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await registration?.unregister();
}

const WORKER = '/follow-worker.js';
/** The worker is for notifications only: this scope keeps it from controlling the other pages of the site. */
export const NOTIFICATION_SCOPE = '/follow/';

export const registerNotificationWorker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(WORKER, { scope: NOTIFICATION_SCOPE });

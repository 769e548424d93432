const WORKER = '/follow-worker.js';
/** The worker is for notifications only: this scope keeps it from controlling the other pages of the site. */
export const NOTIFICATION_SCOPE = '/follow/';

/** Resolves once the worker is active: before that, browsers refuse its notifications and subscriptions. */
export async function registerNotificationWorker(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: NOTIFICATION_SCOPE });
  const worker = registration.installing ?? registration.waiting;
  if (registration.active === null && worker) await activationOf(worker);
  return registration;
}

/** A worker that cannot be installed becomes redundant. */
function activationOf(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const follow = () => {
      if (worker.state === 'redundant') reject(new Error('the notification worker cannot be installed'));
      if (worker.state === 'activating' || worker.state === 'activated') resolve();
    };
    worker.addEventListener('statechange', follow);
    follow();
  });
}

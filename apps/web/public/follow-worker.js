// Shows what a show of this site sends to a browser that follows it, and leads there. Caches nothing.
self.addEventListener('push', (event) => {
  const { title, body, url } = event.data?.json() ?? {};
  if (typeof title !== 'string') return;
  event.waitUntil(
    self.registration.showNotification(title, { body, icon: '/icon.svg', tag: url, data: { url } }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? '/', self.location.origin);
  // A push message may name any address: only pages of this site are opened.
  if (url.origin === self.location.origin) event.waitUntil(self.clients.openWindow(url.href));
});

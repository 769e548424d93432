// Shows what a show of this site sends to a browser that follows it, and leads there. Caches nothing.
self.addEventListener('push', (event) => {
  const { title, body, url } = event.data?.json() ?? {};
  if (typeof title !== 'string') return;
  event.waitUntil(
    self.registration.showNotification(title, { body, icon: '/icon.svg', tag: url, data: { url } }),
  );
});

// A page that is open already comes to the front: an invitation to the stage is answered there.
async function focusOrOpen(href) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = pages.find((page) => page.url === href);
  await (open ? open.focus() : self.clients.openWindow(href));
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? '/', self.location.origin);
  // A push message may name any address: only pages of this site are opened.
  if (url.origin === self.location.origin) event.waitUntil(focusOrOpen(url.href));
});

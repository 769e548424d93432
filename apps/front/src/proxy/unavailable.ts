import type { IncomingMessage, ServerResponse } from 'node:http';

const TEXTS = {
  en: {
    title: 'One moment, please',
    text: 'The server is restarting. This page reloads by itself in a few seconds.',
  },
  ko: {
    title: '잠시만 기다려 주세요',
    text: '서버를 다시 시작하고 있습니다. 몇 초 후 페이지가 자동으로 새로고침됩니다.',
  },
} as const;

const RETRY_AFTER_SECONDS = 2;

const pageIn = (language: keyof typeof TEXTS): string => {
  const { title, text } = TEXTS[language];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${RETRY_AFTER_SECONDS}">
<title>${title}</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 20vh auto; max-width: 30rem; padding: 0 1rem; text-align: center }
  @media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }
</style>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
};

const PROBLEM = {
  type: 'about:blank',
  status: 503,
  code: 'server-away',
  title: 'The server is restarting. Try again in a moment.',
  retry: true,
};

/** Whether a person will read the answer. */
export const isPage = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html');

/** For people a page that reloads itself, for programs a problem that says that a retry helps. */
export function sendUnavailable(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const language = request.headers['accept-language'] ?? '';
  const isForPeople = isPage(request);
  const body = isForPeople ? pageIn(/^\s*ko\b/i.test(language) ? 'ko' : 'en') : JSON.stringify(PROBLEM);
  response.writeHead(503, {
    'Content-Type': isForPeople ? 'text/html; charset=utf-8' : 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Retry-After': RETRY_AFTER_SECONDS,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    // A body that was not read would be taken for the next request.
    ...(request.complete ? {} : { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

import { exampleBundle } from '../stage/stage-client-bundle.js';
import type { SiteVisitor } from './site-visitor.js';

const PAGE = '<!doctype html><title>Example</title><video muted playsinline></video><div id="place"></div>';

/** A page of the server's own origin with nothing on it but an example of the SDK. */
export async function openExample(visitor: SiteVisitor, serverUrl: string, file: string): Promise<void> {
  const script = await exampleBundle(file);
  await visitor.page.route(`${serverUrl}/example`, (route) =>
    route.fulfill({ contentType: 'text/html', body: PAGE }),
  );
  await visitor.page.goto(`${serverUrl}/example`);
  await visitor.page.addScriptTag({ content: script });
}

interface ExampleWindow {
  example: {
    watch(showId: string, video: unknown, chat: unknown): Promise<() => void>;
    stand(showId: string, place: unknown): Promise<() => void>;
  };
  document: { querySelector(at: string): unknown };
  fetch(url: string, options?: object): Promise<{ json(): Promise<never> }>;
}

export async function startWatching(visitor: SiteVisitor, showId: string): Promise<void> {
  await visitor.page.evaluate(async (id) => {
    const { example, document } = globalThis as never as ExampleWindow;
    await example.watch(id, document.querySelector('video'), document.querySelector('#place'));
  }, showId);
}

/** In a show of its own. Answers with what the server says it sends. */
export function startStanding(visitor: SiteVisitor): Promise<string[]> {
  return visitor.page.evaluate(async () => {
    const { example, document, fetch } = globalThis as never as ExampleWindow;
    const api = async (path: string, options: object = {}) =>
      (await fetch(`/api/v1${path}`, options)).json() as Promise<Record<string, never>>;
    const { csrfToken } = await api('/session');
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
    const show = await api('/shows', { method: 'POST', headers, body: '{"title":"An example"}' });
    await example.stand(show.id as never, document.querySelector('#place'));
    const { participants } = await api(`/shows/${show.id}/live`);
    return (participants as never as { tracks: { source: string }[] }[]).flatMap(({ tracks }) =>
      tracks.map(({ source }) => source),
    );
  });
}

import type { ProsceniumConfig } from '#kernel';

const ANSWERS_WITHIN_MS = 5_000;
const ASKED = ['/readyz', '/metrics'] as const;

/** What the running server says of itself, by its own port and not by the proxy's. */
export async function askRunning({ host, port }: ProsceniumConfig): Promise<Record<string, string>> {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? '[::1]' : host;
  const answers = ASKED.map(async (path) => {
    try {
      const answer = await fetch(`http://${name}:${port}${path}`, {
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      });
      return [path, await answer.text()] as const;
    } catch (error) {
      return [path, String(error)] as const;
    }
  });
  return Object.fromEntries(await Promise.all(answers));
}

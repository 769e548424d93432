// Health check of a container: ends with 0 when the process inside answers.
const ASKED = {
  server: () => {
    const { HOST = '127.0.0.1', PORT = '3000' } = process.env;
    const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${PORT}/healthz`,
      isWell: (status) => status === 200,
    };
  },
  // It has no page of its own: its refusal of what is no playback says that Varnish answers.
  edge: () => ({ url: 'http://127.0.0.1:8080/', isWell: (status) => status < 500 }),
};

const { url, isWell } = ASKED[process.argv[2] ?? 'server']();
try {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(4_000), redirect: 'manual' });
  process.exit(isWell(status) ? 0 : 1);
} catch {
  process.exit(1);
}

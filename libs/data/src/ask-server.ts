const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 5_000;

export interface ServerFacts {
  /** PostgreSQL's major version. */
  major: number;
  /** How far its clock is before ours, as far as the way there and back lets see. */
  aheadMs: number;
  /** One query there and back. */
  tookMs: number;
}

/** Asks a PostgreSQL server who it is, and changes nothing. */
export async function askServer(url: string, wallMs: () => number): Promise<ServerFacts> {
  const { Client } = await import('pg');
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    application_name: 'proscenium-doctor',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const askedMs = wallMs();
    const { rows } = await client.query<{ version: string; ms: string }>(
      "SELECT current_setting('server_version_num') AS version, extract(epoch FROM clock_timestamp()) * 1000 AS ms",
    );
    const answeredMs = wallMs();
    const [row] = rows;
    return {
      major: Math.floor(Number(row?.version) / 10_000),
      aheadMs: Number(row?.ms) - (askedMs + answeredMs) / 2,
      tookMs: answeredMs - askedMs,
    };
  } finally {
    await client.end();
  }
}

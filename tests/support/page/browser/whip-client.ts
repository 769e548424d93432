// Bundled for a page: a WHIP client that nobody here wrote.
import { WHIPClient } from '@eyevinn/whip-web-client';

let client: WHIPClient | undefined;

/** Sends the page's camera and microphone. */
export async function publish(endpoint: string, token: string): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  client = new WHIPClient({ endpoint, opts: { authkey: token } });
  await client.ingest(stream);
}

/** With a goodbye. */
export async function leave(): Promise<void> {
  await client?.destroy();
}

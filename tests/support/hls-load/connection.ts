import type { HttpResponse } from './response-reader.js';

/** What a viewer asks by: a connection of its own, or its turn on one that it shares with its other renditions. */
export interface Connection {
  get(path: string, options: { keepBody: boolean; timeoutMs: number }): Promise<HttpResponse>;
  close(): void;
}

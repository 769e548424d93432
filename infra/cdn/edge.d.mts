export interface EdgeOptions {
  origin: string;
  host?: string;
  httpPort?: number;
  httpsPort?: number;
  edgeSecret?: string;
  certificate?: string;
  key?: string;
  cacheMegabytes?: number;
  onDied?: (name: string, output: string) => void;
}
export interface Edge {
  httpUrl: string;
  httpsUrl: string;
  pids: { varnish: number; nginx: number };
  close(): Promise<void>;
}
export function freePort(): Promise<number>;
export function startEdge(options: EdgeOptions): Promise<Edge>;

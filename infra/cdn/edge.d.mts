export interface EdgeOptions {
  /** One, or several that serve the same shows: the nearest first. */
  origin: string | readonly string[];
  host?: string;
  httpPort?: number;
  httpsPort?: number;
  edgeSecret?: string;
  certificate?: string;
  key?: string;
  cacheMegabytes?: number;
  /** Varnish writes of every request, for `varnishlog -n`; that costs a third of its speed. */
  isLogging?: boolean;
  onDied?: (name: string, output: string) => void;
}
export interface Edge {
  httpUrl: string;
  httpsUrl: string;
  /** Settings, sockets and caches. */
  folder: string;
  /** For Varnish's own tools. */
  varnishFolder: string;
  pids: { varnish: number; nginx: number };
  close(): Promise<void>;
}
export function freePort(): Promise<number>;
export function startEdge(options: EdgeOptions): Promise<Edge>;

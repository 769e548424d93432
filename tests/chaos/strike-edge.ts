import type { Lifetime } from '#kernel';
import { startEdge } from '../../infra/cdn/edge.mjs';
import type { ShowUnderTest } from '../support/server/show-under-test.js';
import type { StruckShow } from './fault.js';

type Edge = Awaited<ReturnType<typeof startEdge>>;

/** One edge in front of the show under test; its address stays when it is started again. */
export class StruckEdge {
  #edge: Edge | undefined;
  #origin = '';

  async open(show: ShowUnderTest, lifetime: Lifetime): Promise<string> {
    this.#origin = show.server.url;
    const edge = await startEdge({ origin: this.#origin });
    this.#edge = edge;
    lifetime.adopt(() => this.#edge?.close());
    return edge.httpUrl;
  }

  /** Kills one of its programs; it is started again after `downMs`. */
  async kill({ hold }: StruckShow, program: 'varnish' | 'nginx', downMs: number): Promise<void> {
    const edge = this.#edge;
    if (!edge) throw new Error('the viewer did not come through the edge');
    process.kill(edge.pids[program] ?? 0, 'SIGKILL');
    await edge.close();
    await hold(downMs);
    const portOf = (url: string) => Number(new URL(url).port);
    this.#edge = await startEdge({
      origin: this.#origin,
      httpPort: portOf(edge.httpUrl),
      httpsPort: portOf(edge.httpsUrl),
    });
  }
}

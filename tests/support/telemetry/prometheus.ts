import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Child, systemClock } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { waitFor } from '../kernel/wait-for.js';

const READY_WITHIN_MS = 30_000;

const answerSchema = z.object({
  status: z.string(),
  error: z.string().optional(),
  data: z.object({ result: z.array(z.object({ metric: z.record(z.string(), z.string()) })) }).optional(),
});

export interface QueryAnswer {
  error: string | undefined;
  series: Record<string, string>[];
}

/** A real Prometheus that scrapes one server once a second. */
export class Prometheus {
  readonly url: string;
  readonly #child: Child;
  readonly #remove: () => void;

  static async create(config: string): Promise<Prometheus> {
    const folder = temporaryFolder();
    const path = join(folder.path, 'prometheus.yml');
    await writeFile(path, config);
    const listen = `127.0.0.1:${await freePort()}`;
    const child = new Child({
      name: 'prometheus',
      command: 'prometheus',
      args: [
        `--config.file=${path}`,
        `--storage.tsdb.path=${join(folder.path, 'data')}`,
        `--web.listen-address=${listen}`,
      ],
      clock: systemClock,
    });
    const prometheus = new Prometheus(child, `http://${listen}`, folder.remove);
    await waitFor('Prometheus to be ready', READY_WITHIN_MS, async () => {
      if (!child.isRunning) throw new Error(`Prometheus ended: ${child.stderrTail}`);
      return fetch(`${prometheus.url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    });
    return prometheus;
  }

  private constructor(child: Child, url: string, remove: () => void) {
    this.#child = child;
    this.url = url;
    this.#remove = remove;
  }

  async query(expression: string): Promise<QueryAnswer> {
    const answer = await fetch(`${this.url}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const { error, data } = answerSchema.parse(await answer.json());
    return { error, series: data?.result.map(({ metric }) => metric) ?? [] };
  }

  /** Names of the alert rules that it has loaded, and how each was evaluated. */
  async rules(): Promise<{ name: string; health: string }[]> {
    const schema = z.object({
      data: z.object({
        groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), health: z.string() })) })),
      }),
    });
    const answer = await fetch(`${this.url}/api/v1/rules`);
    return schema.parse(await answer.json()).data.groups.flatMap(({ rules }) => rules);
  }

  async close(): Promise<void> {
    await this.#child.stop();
    this.#remove();
  }
}

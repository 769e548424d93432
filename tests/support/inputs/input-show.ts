import { Lifetime } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { waitFor } from '../kernel/wait-for.js';
import type { Rgb } from '../page/test-card.js';
import type { ApiClient } from '../server/api-client.js';
import { openOwnedShow } from '../server/owned-show.js';
import type { ServerOptions, ServerUnderTest } from '../server/server-under-test.js';
import { isNear } from './is-near.js';
import { ProgrammeColour } from './programme-colour.js';

export interface NewInput {
  id: string;
  whipUrl: string;
  rtmpUrl: string;
  rtmpsUrl: string;
  srtUrl: string;
  key: string;
  token: string;
}

/** From a sender's first frame to a viewer's, on a machine that has other things to do. */
const SEEN_WITHIN_MS = 20_000;

/** A real server with a show on air, and nobody on its stage. */
export class InputShow {
  readonly server: ServerUnderTest;
  readonly owner: ApiClient;
  readonly showId: string;
  readonly #lifetime: Lifetime;
  readonly #colours: { colour: Rgb; atMs: number }[] = [];

  private constructor(server: ServerUnderTest, owner: ApiClient, showId: string, lifetime: Lifetime) {
    this.server = server;
    this.owner = owner;
    this.showId = showId;
    this.#lifetime = lifetime;
  }

  static async open(options: ServerOptions = {}): Promise<InputShow> {
    const { server, owner, showId } = await openOwnedShow(options);
    const lifetime = new Lifetime();
    lifetime.adopt(() => server.dispose());
    return new InputShow(server, owner, showId, lifetime);
  }

  /** On air, with ports of its own for RTMP and SRT. */
  static async openForEncoders(): Promise<InputShow> {
    const [rtmp, srt] = [await freePort(), await freePort()];
    const env = { PROSCENIUM_INGEST_RTMP_PORT: String(rtmp), PROSCENIUM_INGEST_SRT_PORT: String(srt) };
    const show = await InputShow.open({ env });
    await show.goLive();
    return show;
  }

  async goLive(): Promise<void> {
    const { status, body } = await this.owner.post(`/shows/${this.showId}/live`);
    if (status !== 200) throw new Error(`not live: ${status} ${JSON.stringify(body)}`);
    const url = new URL(`/live/${this.showId}/index.m3u8`, this.server.url);
    const watcher = new ProgrammeColour(url.href, (colour, atMs) => this.#colours.push({ colour, atMs }));
    this.#lifetime.adopt(async () => void (await watcher.close()));
  }

  async addInput(as: 'guest' | 'programme' | 'backup', more: object = {}): Promise<NewInput> {
    const { status, body } = await this.owner.post(`/shows/${this.showId}/inputs`, {
      name: `A ${as}`,
      as,
      ...more,
    });
    if (status !== 201) throw new Error(`no input: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  async stateOf(inputId: string): Promise<{ state: string; by: string | null; notes: string[] }> {
    const { body } = await this.owner.get(`/shows/${this.showId}/inputs`);
    return body.items.find((each: { id: string }) => each.id === inputId);
  }

  async untilState(inputId: string, state: string, withinMs = SEEN_WITHIN_MS): Promise<void> {
    await waitFor(
      `the input to be ${state}`,
      withinMs,
      async () => (await this.stateOf(inputId))?.state === state,
    );
  }

  /** When a viewer first sees the colour after `sinceMs`. */
  async untilSeen(wanted: Rgb, sinceMs = 0): Promise<number> {
    const find = () => this.#colours.find(({ colour, atMs }) => atMs >= sinceMs && isNear(colour, wanted));
    await waitFor(
      `the programme to show ${wanted}; it shows ${this.#colours.at(-1)?.colour}`,
      SEEN_WITHIN_MS,
      async () => find() !== undefined,
    ).catch(() => {
      throw new Error(`the programme does not show ${wanted}; it shows ${this.#colours.at(-1)?.colour}`);
    });
    return find()?.atMs ?? 0;
  }

  /** When a viewer first sees anything else after `sinceMs`. */
  async untilNotSeen(unwanted: Rgb, sinceMs: number): Promise<number> {
    const find = () => this.#colours.find(({ colour, atMs }) => atMs >= sinceMs && !isNear(colour, unwanted));
    await waitFor(`the programme not to show ${unwanted}`, SEEN_WITHIN_MS, async () => find() !== undefined);
    return find()?.atMs ?? 0;
  }

  /** Closed before the show is. */
  adopt(closer: () => Promise<void>): void {
    this.#lifetime.adopt(closer);
  }

  close(): Promise<void> {
    return this.#lifetime.close('the test is over');
  }
}

import { type Lifetime, systemClock } from '#kernel';
import type { NewInput } from '../../support/inputs/input-show.js';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';

const ON_STAGE_WITHIN_MS = 30_000;
const PLAYS_WITHIN_MS = 40_000;
/** Nobody's programme is at its usual cost in its first seconds: code is compiled, the spare processes are started. */
const SETTLES_MS = 12_000;

/** The server as `npm start` makes it, with ports that are free, and the show that comes with it. */
export class DefaultShow {
  readonly server: ServerUnderTest;
  readonly owner: ApiClient;
  readonly showId: string;
  readonly #lifetime: Lifetime;

  private constructor(server: ServerUnderTest, owner: ApiClient, showId: string, lifetime: Lifetime) {
    this.server = server;
    this.owner = owner;
    this.showId = showId;
    this.#lifetime = lifetime;
  }

  /** Nobody is in it. All of it is closed with the lifetime. */
  static async open(lifetime: Lifetime, env: Record<string, string> = {}): Promise<DefaultShow> {
    const server = await ServerUnderTest.start({
      env: {
        PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
        PROSCENIUM_INGEST_SRT_PORT: String(await freePort()),
        // As many as nobody says otherwise; other tests have none.
        PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '200',
        ...env,
      },
    });
    lifetime.adopt(() => server.dispose());
    const { owner, showId } = await signedInOwner(server);
    return new DefaultShow(server, owner, showId, lifetime);
  }

  /**
   * A host is on stage whose camera was filmed before: a browser that encodes it on this machine would take more of the
   * processors than the show.
   */
  async bringHost<Sender extends { stop(): Promise<void> }>(
    start: (rtmpUrl: string) => Promise<Sender>,
  ): Promise<Sender> {
    const { status, body } = await this.owner.post(`/shows/${this.showId}/inputs`, {
      ...{ name: 'Ada', as: 'guest', onStage: true },
    });
    if (status !== 201) throw new Error(`no input for the host: ${status} ${body.code}`);
    const { id, rtmpUrl, key } = body as NewInput;
    const sender = await start(`${rtmpUrl}/${key}`);
    this.#lifetime.adopt(() => sender.stop());
    await waitFor('the host to send', ON_STAGE_WITHIN_MS, async () => {
      const { body: inputs } = await this.owner.get(`/shows/${this.showId}/inputs`);
      return inputs.items.some(
        (each: { id: string; state: string }) => each.id === id && each.state === 'sending',
      );
    });
    return sender;
  }

  /** On air, played, and settled; answers with the address of its playlist. */
  async goLive(): Promise<string> {
    const { status, body } = await this.owner.post(`/shows/${this.showId}/live`);
    if (status !== 200) throw new Error(`the show does not go live: ${status} ${body.code}`);
    const url = `${this.server.url}${body.playbackUrl}`;
    await waitFor('the first playlist', PLAYS_WITHIN_MS, async () => (await fetch(url)).status === 200);
    await systemClock.sleep(SETTLES_MS);
    return url;
  }
}

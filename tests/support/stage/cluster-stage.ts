import { Lifetime } from '#kernel';
import { TestBrowser } from '../engines/chromium.js';
import { Balancer } from '../network/balancer.js';
import type { Rgb } from '../page/test-card.js';
import type { ApiClient } from '../server/api-client.js';
import { ClusterUnderTest } from '../server/cluster-under-test.js';
import { RedisServer } from '../server/redis-server.js';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { signedInOwner } from '../server/signed-in-owner.js';
import { StageBrowserPage } from './stage-browser.js';

const SOON_MS = 30_000;
/** Small: nodes, encoders and decoders of all pages share one machine, and a page that is short of it buffers audio. */
const CAMERA = { width: 640, height: 360 };

const targetOf = ({ url }: ServerUnderTest) => ({ host: 'localhost', port: Number(new URL(url).port) });
const says = (node: ServerUnderTest, text: string, times = 1) =>
  node.lines.until(text, SOON_MS, (lines) => lines.filter((line) => line.includes(text)).at(times - 1));

/** A show of one node of a cluster, whose host is connected there, and other nodes that carry guests of it. */
export class ClusterStage {
  /** Owns the show. */
  readonly first: ServerUnderTest;
  readonly host: StageBrowserPage;
  readonly #lifetime: Lifetime;
  readonly #cluster: ClusterUnderTest;
  readonly #owner: ApiClient;
  readonly #browser: TestBrowser;
  readonly #showId: string;
  #carriers = 0;

  static async open(): Promise<ClusterStage> {
    const lifetime = new Lifetime();
    try {
      const redis = await RedisServer.create();
      lifetime.adopt(() => redis.close());
      const cluster = await ClusterUnderTest.create({ REDIS_URL: redis.url });
      lifetime.adopt(() => cluster.close());
      const first = await cluster.start('first');
      const { owner } = await signedInOwner(first);
      const made = await owner.post('/shows', { title: 'Two nodes', visibility: 'public', profile: 'low' });
      const showId = String(made.body.id);
      const browser = await TestBrowser.launch();
      lifetime.adopt(() => browser.close());
      const host = await enter({ owner, showId, browser }, first.url, 'host', [160, 40, 40]);
      return new ClusterStage(lifetime, { first, host, cluster, owner, browser, showId });
    } catch (error) {
      await lifetime.close('it could not be opened');
      throw error;
    }
  }

  private constructor(
    lifetime: Lifetime,
    parts: {
      first: ServerUnderTest;
      host: StageBrowserPage;
      cluster: ClusterUnderTest;
      owner: ApiClient;
      browser: TestBrowser;
      showId: string;
    },
  ) {
    this.#lifetime = lifetime;
    this.first = parts.first;
    this.host = parts.host;
    this.#cluster = parts.cluster;
    this.#owner = parts.owner;
    this.#browser = parts.browser;
    this.#showId = parts.showId;
  }

  /** Another node, and a guest whose media it carries. The guest's page connects to the first node where that one is gone. */
  async carriedGuest(): Promise<{ node: ServerUnderTest; guest: StageBrowserPage }> {
    const { node, url } = await this.carrier();
    const guest = await this.guest(url);
    await says(node, 'participants of a show of another node are carried here');
    return { node, guest };
  }

  /** A co-host who sees and hears the host and sends no media, carried by another node. */
  async carriedCaptioner(): Promise<StageBrowserPage> {
    const { node, url } = await this.carrier();
    const page = await this.#enter(url, 'co-host');
    await says(node, 'participants of a show of another node are carried here');
    return page;
  }

  /** A guest with a camera, at an address of a node. */
  guest(url: string): Promise<StageBrowserPage> {
    return this.#enter(url, 'guest', [40, 40, 160]);
  }

  /** A guest at an address of a node who sees and hears the host and sends nothing. */
  listener(url: string): Promise<StageBrowserPage> {
    return this.#enter(url, 'guest');
  }

  /** Another node that offers to carry, and an address that leads to it, and to the first node where it is gone. */
  async carrier(): Promise<{ node: ServerUnderTest; url: string }> {
    this.#carriers += 1;
    const node = await this.#cluster.start(`carrier-${this.#carriers}`);
    const balancer = await Balancer.create([targetOf(node), targetOf(this.first)]);
    this.#lifetime.adopt(() => balancer.close());
    await says(node, 'sockets for shows of a node are held here');
    await says(this.first, 'a node carries participants of stages here', this.#carriers);
    return { node, url: balancer.url };
  }

  #enter(url: string, role: 'guest' | 'co-host', ground?: Rgb): Promise<StageBrowserPage> {
    const show = { owner: this.#owner, showId: this.#showId, browser: this.#browser };
    return enter(show, url, role, ground);
  }

  close(): Promise<void> {
    return this.#lifetime.close('the test is over');
  }
}

async function enter(
  { owner, showId, browser }: { owner: ApiClient; showId: string; browser: TestBrowser },
  url: string,
  role: 'host' | 'co-host' | 'guest',
  /** Of a camera; without it the page sends nothing. */
  ground?: Rgb,
): Promise<StageBrowserPage> {
  const { body } = await owner.post(`/shows/${showId}/tickets`, { role, name: role });
  const page = await StageBrowserPage.open(browser, url, role, ground && { ...CAMERA, ground });
  await page.joinShow(showId, String(body.ticket), ground ? 'camera' : 'nothing');
  return page;
}

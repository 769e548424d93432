import { systemClock } from '#kernel';
import type { PromotionView } from '#protocol';
import type { Random } from '../kernel/seeded-random.js';
import { StagePage } from './stage-page.js';
import type { StageServer } from './stage-server.js';

/** How far along a promotion is; all ends are equally far. */
const RANK: Record<PromotionView['state'], number> = {
  raised: 0,
  invited: 1,
  accepted: 2,
  ready: 3,
  'on-stage': 4,
  returned: 5,
  declined: 5,
  withdrawn: 5,
  'timed-out': 5,
  lost: 5,
};

export interface ChurnResult {
  actions: number;
  refused: Record<string, number>;
  broken: string[];
}

/** One who does something at random every now and then, within or against the rules. */
class Wanderer {
  readonly #url: string;
  readonly #personId: string;
  readonly #random: Random;
  readonly #note: (code: string) => void;
  #page: StagePage | undefined;
  #sendId = '';
  #producers: string[] = [];
  #promotionId = '';

  constructor(url: string, personId: string, random: Random, note: (code: string) => void) {
    this.#url = url;
    this.#personId = personId;
    this.#random = random;
    this.#note = note;
  }

  async act(): Promise<void> {
    if (this.#page === undefined) return this.#arrive();
    const acts = [
      () => this.#enter(),
      () => this.#produce(),
      () => this.#toggle(),
      () => this.#watch(),
      () => this.#raiseOrAnswer(),
      () => this.#raiseOrAnswer(),
      () => this.#ready(),
      () => this.#go(),
    ];
    await acts[Math.floor(this.#random() * acts.length)]?.();
  }

  close(): void {
    this.#page?.close();
    this.#page = undefined;
  }

  async #arrive(): Promise<void> {
    this.#page = new StagePage(this.#url, this.#personId);
    await this.#try(this.#page.join(this.#random() < 0.3 ? 'guest' : 'viewer'));
  }

  async #enter(): Promise<void> {
    const entered = await this.#try(this.#page?.enter());
    this.#sendId = entered?.sendId ?? '';
    this.#producers = [];
  }

  async #produce(): Promise<void> {
    const source = this.#random() < 0.5 ? 'camera' : 'microphone';
    const producerId = await this.#try(this.#page?.produce(this.#sendId || 'none', source));
    if (producerId !== undefined) this.#producers.push(producerId);
  }

  async #toggle(): Promise<void> {
    const [producerId = 'none'] = this.#producers;
    const verbs = ['produce.pause', 'produce.resume', 'produce.close'] as const;
    const verb = verbs[Math.floor(this.#random() * verbs.length)] ?? 'produce.pause';
    await this.#try(this.#page?.must(verb, { producerId }));
  }

  async #watch(): Promise<void> {
    const offer = this.#page?.told.all.findLast(({ name }) => name === 'consume.offered');
    if (offer?.name !== 'consume.offered') return;
    await this.#try(this.#page?.must('consume.resume', { consumerId: offer.data.consumerId }));
    const { participantId, source } = offer.data;
    const heightPx = this.#random() < 0.5 ? 0 : 360;
    await this.#try(this.#page?.must('consume.tiles', { tiles: [{ participantId, source, heightPx }] }));
  }

  async #raiseOrAnswer(): Promise<void> {
    const raised = await this.#try(this.#page?.must('promotion.raise-hand', {}));
    if (raised !== undefined) this.#promotionId = raised.promotionId;
    if (this.#promotionId === '') return;
    const name = this.#random() < 0.8 ? 'promotion.accept' : 'promotion.decline';
    await this.#try(this.#page?.must(name, { promotionId: this.#promotionId }));
  }

  async #ready(): Promise<void> {
    if (this.#promotionId === '') return;
    await this.#enter();
    await this.#try(this.#page?.must('promotion.ready', { promotionId: this.#promotionId }));
  }

  /** Leaves in order, or drops the connection; returns some time later. */
  async #go(): Promise<void> {
    if (this.#random() < 0.5) await this.#try(this.#page?.must('session.leave', {}));
    this.close();
  }

  async #try<T>(work: Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      const [, code = `no answer (${String(error)})`] = /: ([a-z-]+):/.exec(String(error)) ?? [];
      this.#note(code);
      return undefined;
    }
  }
}

/** As many as a person with a mouse gets to in one round; a page that clicks on over refusals is closed as a flood. */
const CLICKED_A_ROUND = 4;

/** A host who invites, vets, brings on, mutes and sends back who is there. */
async function direct(host: StagePage, random: Random): Promise<void> {
  const { promotions } = await host.must('promotion.list', {});
  const order = promotions.map((promotion) => ({ promotion, at: random() })).sort((a, b) => a.at - b.at);
  for (const { promotion } of order.slice(0, CLICKED_A_ROUND)) {
    const { promotionId, state, personId, participantId } = promotion;
    if (state === 'raised') await host.ask('promotion.invite', { personId });
    if (state === 'ready') await host.ask('promotion.vet', { promotionId, on: random() < 0.5 });
    if (state === 'ready') await host.ask('promotion.bring-on', { promotionId });
    if (state === 'on-stage' && participantId !== null) {
      await host.ask('moderation.mute', { participantId, source: 'microphone' });
      if (random() < 0.5) await host.ask('promotion.send-back', { participantId });
    }
  }
}

/** Random comings and goings for so long; answers with every invariant that did not hold. */
export async function churn(
  server: StageServer,
  people: number,
  forMs: number,
  random: Random,
): Promise<ChurnResult> {
  const result: ChurnResult = { actions: 0, refused: {}, broken: [] };
  const note = (code: string) => {
    result.refused[code] = (result.refused[code] ?? 0) + 1;
  };
  const host = new StagePage(server.url, 'the-host');
  await host.join('host');
  await host.enter();
  const wanderers = Array.from({ length: people }, (_, i) => new Wanderer(server.url, `w${i}`, random, note));
  const endMs = systemClock.monotonicMs() + forMs;
  const wander = async (wanderer: Wanderer) => {
    while (systemClock.monotonicMs() < endMs) {
      await wanderer.act();
      result.actions += 1;
      await systemClock.sleep(50 + random() * 400);
    }
  };
  const lead = async () => {
    while (systemClock.monotonicMs() < endMs) {
      await direct(host, random);
      result.broken.push(...doubledParticipants(server));
      await systemClock.sleep(600);
    }
  };
  await Promise.all([lead(), ...wanderers.map(wander)]);
  result.broken.push(...brokenPromotions(host));
  for (const each of wanderers) each.close();
  host.close();
  return result;
}

function doubledParticipants(server: StageServer): string[] {
  const people = (server.stages.find('show_1')?.participants ?? []).map(({ personId }) => personId);
  return new Set(people).size === people.length ? [] : [`a person is on stage twice: ${people.join(' ')}`];
}

/** Every promotion went forward only, and nobody had two that were open. */
function brokenPromotions(host: StagePage): string[] {
  const last = new Map<string, PromotionView>();
  const openOf = new Map<string, string>();
  const broken: string[] = [];
  for (const event of host.told.all) {
    if (event.name !== 'promotion.changed') continue;
    const { promotion } = event.data;
    const { promotionId, personId, state } = promotion;
    const before = last.get(promotionId);
    if (before !== undefined && RANK[state] < RANK[before.state]) {
      broken.push(`${promotionId} went from ${before.state} back to ${state}`);
    }
    last.set(promotionId, promotion);
    const open = openOf.get(personId);
    if (open !== undefined && open !== promotionId && RANK[state] < 5) {
      broken.push(`${personId} has two promotions`);
    }
    if (RANK[state] < 5) openOf.set(personId, promotionId);
    else if (open === promotionId) openOf.delete(personId);
  }
  return broken;
}

import { isIP } from 'node:net';
import { isPrivateAddress, Seal } from '#access';
import { type Clock, guestError, newId, TypedEvents } from '#kernel';
import { parseTarget, type RestreamStatus, type RestreamTarget } from '#outputs';
import type { OutputRecord, OutputsStore } from '../ports/outputs.js';
import { OUTPUT_PRESETS, type OutputPreset } from './output-presets.js';
import { openTarget, sealTarget } from './sealed-target.js';

export interface OutputsServiceOptions {
  store: OutputsStore;
  /** Of this site: keys are sealed with it. */
  secret: string;
  /** Targets may stand in private networks. */
  allowPrivate: boolean;
  clock: Clock;
}

export interface OutputWish {
  name?: string | undefined;
  preset: OutputPreset;
  url?: string | undefined;
  key?: string | undefined;
  isOn: boolean;
}

const LIMIT = 20;

/** Where shows are sent on to. A key that was given is never shown again. */
export class OutputsService {
  /** What is wanted of this show's outputs has changed. */
  readonly events = new TypedEvents<{ changed: { showId: string } }>();
  readonly #options: OutputsServiceOptions;
  readonly #seal: Seal;
  #statusOf: (output: OutputRecord) => RestreamStatus | undefined = () => undefined;

  constructor(options: OutputsServiceOptions) {
    this.#options = options;
    this.#seal = new Seal(options.secret, 'keys of outputs');
  }

  /** Plugs the running side in. */
  readStatus(statusOf: (output: OutputRecord) => RestreamStatus | undefined): void {
    this.#statusOf = statusOf;
  }

  statusOf(output: OutputRecord): RestreamStatus | undefined {
    return this.#statusOf(output);
  }

  async create(
    showId: string,
    { name, preset, url: given, key = '', isOn }: OutputWish,
  ): Promise<OutputRecord> {
    const url = given ?? OUTPUT_PRESETS[preset];
    if (url === null) throw guestError('output-address', 'Give the address of the target.', { status: 422 });
    this.#checkAddress(url);
    const output: OutputRecord = {
      ...{ id: newId('output'), showId, preset, isOn },
      name: name ?? preset,
      ...sealTarget(this.#seal, url, key),
      createdAtMs: this.#options.clock.wallMs(),
    };
    if (!(await this.#options.store.create(output, LIMIT))) throw tooMany();
    this.events.emit('changed', { showId });
    return output;
  }

  list(showId: string): Promise<OutputRecord[]> {
    return this.#options.store.list(showId);
  }

  async get(showId: string, outputId: string): Promise<OutputRecord> {
    const output = await this.#options.store.find(outputId);
    if (output === undefined || output.showId !== showId) throw notFound();
    return output;
  }

  async setOn(showId: string, outputId: string, isOn: boolean): Promise<OutputRecord> {
    const output = await this.get(showId, outputId);
    if (!(await this.#options.store.setOn(outputId, isOn))) throw notFound();
    this.events.emit('changed', { showId });
    return { ...output, isOn };
  }

  async remove(showId: string, outputId: string): Promise<void> {
    await this.get(showId, outputId);
    if (await this.#options.store.remove(outputId)) this.events.emit('changed', { showId });
  }

  /** With their keys, for who sends. */
  async targetsOf(showId: string): Promise<RestreamTarget[]> {
    const outputs = await this.#options.store.list(showId);
    return outputs
      .filter(({ isOn }) => isOn)
      .map((output) => ({ id: output.id, ...openTarget(this.#seal, output) }));
  }

  /** Names are resolved and judged when they are connected to, each time. */
  #checkAddress(url: string): void {
    const target = parseTarget(url);
    if (target === undefined)
      throw guestError('output-address', 'Give an address that begins with rtmp://, rtmps:// or srt://.', {
        status: 422,
      });
    const isClosed =
      target.host === 'localhost' || (isIP(target.host) !== 0 && isPrivateAddress(target.host));
    if (isClosed && !this.#options.allowPrivate)
      throw guestError('output-address', 'Shows are sent to public addresses only.', { status: 422 });
  }
}

const notFound = () => guestError('output-not-found', 'There is no such output.', { status: 404 });
const tooMany = () =>
  guestError('too-many-outputs', `A show has at most ${LIMIT} outputs. Delete one first.`, {
    status: 409,
    details: { limit: LIMIT },
  });

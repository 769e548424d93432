import { hashSecret, isSame, isSecretOf, macOf, newSecret, Seal, srtPassphrase } from '#access';
import { type Clock, guestError, newId, TypedEvents } from '#kernel';
import type { InputPurpose, InputRecord, InputsStore } from '../ports/inputs.js';

export interface InputsServiceOptions {
  store: InputsStore;
  /** Of this site: keys are sealed with it. */
  secret: string;
  clock: Clock;
}

/** The answer to creation and rotation. The token is shown this once. */
export interface IssuedInput {
  input: InputRecord;
  key: string;
  token: string;
}

/** What the running side knows of an input. */
export interface InputStatus {
  state: 'gone' | 'connected' | 'sending' | 'silent';
  /** How it sends: `whip`, `rtmp`, `srt`. */
  by: string | null;
  /** For the owner, in words: such as what a transcode costs and how to avoid it. */
  notes: readonly string[];
}

export interface InputsServiceEvents {
  /** Its key and token are others now: who sends by the old ones is cut. */
  rotated: InputRecord;
  removed: InputRecord;
  /** The host wants it on the stage, or backstage. */
  placed: InputRecord;
}

const LIMIT = 20;
const ABSENT: InputStatus = { state: 'gone', by: null, notes: [] };

/** Inputs of shows: their keys, and who may send. */
export class InputsService {
  readonly events = new TypedEvents<InputsServiceEvents>();
  readonly #options: InputsServiceOptions;
  readonly #seal: Seal;
  #takeEncoders: () => Promise<void> = async () => undefined;
  #statusOf: (input: InputRecord) => InputStatus | undefined = () => undefined;

  constructor(options: InputsServiceOptions) {
    this.#options = options;
    this.#seal = new Seal(options.secret, 'keys of inputs');
  }

  /** Plugs the running side in. */
  readStatus(statusOf: (input: InputRecord) => InputStatus | undefined): void {
    this.#statusOf = statusOf;
  }

  /** Plugs in what is done before a new input is answered: a program may send at once. */
  beforeAnswer(takeEncoders: () => Promise<void>): void {
    this.#takeEncoders = takeEncoders;
  }

  statusOf(input: InputRecord): InputStatus {
    return this.#statusOf(input) ?? ABSENT;
  }

  keyOf({ sealedKey }: InputRecord): string {
    return this.#seal.open(sealedKey);
  }

  /** Follows from the key, so that it need not be stored. */
  passphraseOf(key: string): string {
    return srtPassphrase(this.srtSecret, key);
  }

  /** What the process that takes encoders needs to know passphrases, and nothing else by. */
  get srtSecret(): string {
    return macOf(this.#options.secret, 'passphrases of SRT').toString('base64url');
  }

  async create(
    showId: string,
    wish: { name: string; as: InputPurpose; onStage?: boolean | undefined },
  ): Promise<IssuedInput> {
    const { secrets, key, token } = this.#newSecrets();
    const { keyHash, ...kept } = secrets;
    const input: InputRecord = {
      id: newId('input'),
      showId,
      name: wish.name,
      as: wish.as,
      onStage: wish.onStage ?? wish.as !== 'guest',
      createdAtMs: this.#options.clock.wallMs(),
      ...kept,
    };
    const isCreated = await this.#options.store.create({ ...input, keyHash }, LIMIT);
    if (!isCreated) throw tooMany();
    await this.#takeEncoders();
    return { input, key, token };
  }

  /** Whether an encoder has anything to send to. */
  async hasAny(): Promise<boolean> {
    return !(await this.#options.store.isEmpty());
  }

  list(showId: string): Promise<InputRecord[]> {
    return this.#options.store.list(showId);
  }

  async get(showId: string, inputId: string): Promise<InputRecord> {
    const input = await this.#options.store.find(inputId);
    if (input === undefined || input.showId !== showId) throw inputNotFound();
    return input;
  }

  async rotate(showId: string, inputId: string): Promise<IssuedInput> {
    const before = await this.get(showId, inputId);
    const { secrets, key, token } = this.#newSecrets();
    if (!(await this.#options.store.setSecrets(inputId, secrets))) throw inputNotFound();
    const { keyHash: _, ...kept } = secrets;
    const input = { ...before, ...kept };
    this.events.emit('rotated', input);
    return { input, key, token };
  }

  async place(showId: string, inputId: string, onStage: boolean): Promise<InputRecord> {
    const before = await this.get(showId, inputId);
    if (!(await this.#options.store.setOnStage(inputId, onStage))) throw inputNotFound();
    const input = { ...before, onStage };
    this.events.emit('placed', input);
    return input;
  }

  async remove(showId: string, inputId: string): Promise<void> {
    const input = await this.get(showId, inputId);
    if (await this.#options.store.remove(inputId)) this.events.emit('removed', input);
  }

  /** Who sends with this key; nothing for a key that is none. */
  async findByKey(key: string): Promise<InputRecord | undefined> {
    if (!isSecretOf('input-key', key)) return undefined;
    return this.#options.store.findByKeyHash(hashSecret(key));
  }

  /** Who sends to this input with this token. */
  async findByToken(inputId: string, token: string): Promise<InputRecord | undefined> {
    if (!isSecretOf('input-token', token)) return undefined;
    const input = await this.#options.store.find(inputId);
    return input !== undefined && isSame(input.tokenHash, hashSecret(token)) ? input : undefined;
  }

  #newSecrets() {
    const [key, token] = [newSecret('input-key'), newSecret('input-token')];
    const secrets = {
      keyHash: hashSecret(key),
      sealedKey: this.#seal.close(key),
      tokenHash: hashSecret(token),
    };
    return { secrets, key, token };
  }
}

const inputNotFound = () => guestError('input-not-found', 'There is no such input.', { status: 404 });
const tooMany = () =>
  guestError('too-many-inputs', `A show has at most ${LIMIT} inputs. Delete one first.`, {
    status: 409,
    details: { limit: LIMIT },
  });

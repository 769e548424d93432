import type { ServerEventData, SharedChange } from '#protocol';
import { Observed } from '../observed.js';
import type { Connection } from '../signaling/connection.js';
import type { StageClient } from '../stage/stage-client.js';

export type SharedEntries = ReadonlyMap<string, string>;

/** Ten messages a second at most, with what has changed meanwhile. */
const SEND_EVERY_MS = 100;
/** Of one message: `LIMITS.sharedChanges`, and well below `LIMITS.messageBytes`. */
const SEND_AT_MOST = 32;
const SEND_LENGTH = 16 * 1024;

/**
 * State that everybody on stage and backstage sees and changes: keys with values of text. A change is seen here at once and
 * by the others within a tenth of a second; the server's order decides, so that all end with the same.
 */
export class SharedState {
  readonly entries = new Observed<SharedEntries>(new Map());
  /** Said when the server refused a change; what there is has been loaded again. */
  readonly refused = new Observed<unknown>(null);
  readonly #connection: Connection;
  readonly #stage: Pick<StageClient, 'state'>;
  readonly #topic: string;
  readonly #undo: (() => void)[];
  /** Changed here and not sent yet. */
  readonly #unsent = new Map<string, string | null>();
  /** Sent and not confirmed by the server's event: by key, how often. Changes of others meanwhile precede it. */
  readonly #pending = new Map<string, number>();
  readonly #sent = new Map<number, readonly SharedChange[]>();
  #changeId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stateId: string | undefined;
  #loading = 0;
  #isLoading = false;
  /** Changes that came while everything is loaded in parts: some of them are in no part. */
  #meanwhile: SharedChange[] = [];

  constructor(connection: Connection, stage: Pick<StageClient, 'state'>, topic: string) {
    this.#connection = connection;
    this.#stage = stage;
    this.#topic = topic;
    let { phase } = stage.state.value;
    this.#undo = [
      connection.on('shared.changed', (changed) => this.#changed(changed)),
      connection.on('shared.cleared', ({ topic: cleared, stateId }) => {
        if (cleared === topic) this.#cleared(stateId);
      }),
      stage.state.watch((state) => {
        if (state.phase === 'on' && phase !== 'on') void this.#load();
        ({ phase } = state);
      }),
    ];
    if (phase === 'on') void this.#load();
  }

  /** Null takes the key out. */
  set(key: string, value: string | null): void {
    this.#unsent.set(key, value);
    this.#show([{ key, value }]);
    this.#timer ??= setTimeout(() => this.#send(), SEND_EVERY_MS);
  }

  /** For hosts. */
  async clear(): Promise<void> {
    await this.#connection.request('shared.clear', { topic: this.#topic });
  }

  close(): void {
    if (this.#timer !== undefined) this.#send();
    clearTimeout(this.#timer);
    for (const undo of this.#undo.splice(0)) undo();
    this.entries.close();
    this.refused.close();
  }

  #send(): void {
    this.#timer = undefined;
    const changes: SharedChange[] = [];
    let length = 0;
    for (const [key, value] of this.#unsent) {
      length += key.length + (value?.length ?? 0);
      if (changes.length === SEND_AT_MOST || (changes.length > 0 && length > SEND_LENGTH)) break;
      this.#unsent.delete(key);
      changes.push({ key, value });
    }
    if (this.#unsent.size > 0) this.#timer = setTimeout(() => this.#send(), SEND_EVERY_MS);
    if (changes.length === 0) return;
    this.#changeId += 1;
    const changeId = this.#changeId;
    this.#sent.set(changeId, changes);
    for (const { key } of changes) this.#pending.set(key, (this.#pending.get(key) ?? 0) + 1);
    this.#connection.request('shared.change', { topic: this.#topic, changeId, changes }).catch((error) => {
      this.#settle(changeId);
      this.refused.set(error);
      void this.#load();
    });
  }

  #changed({ topic, byId, changeId, changes }: ServerEventData<'shared.changed'>): void {
    if (topic !== this.#topic) return;
    if (byId === this.#stage.state.value.participantId) this.#settle(changeId);
    if (this.#isLoading) this.#meanwhile.push(...changes);
    this.#show(changes.filter(({ key }) => !this.#pending.has(key) && !this.#unsent.has(key)));
  }

  #settle(changeId: number): void {
    const changes = this.#sent.get(changeId);
    this.#sent.delete(changeId);
    for (const { key } of changes ?? []) {
      const left = (this.#pending.get(key) ?? 1) - 1;
      if (left > 0) this.#pending.set(key, left);
      else this.#pending.delete(key);
    }
  }

  #cleared(stateId: string): void {
    this.#stateId = stateId;
    this.#loading += 1;
    this.#isLoading = false;
    this.#unsent.clear();
    this.entries.set(new Map());
  }

  /** The server's event of an own change says nothing new, unless the state was cleared or loaded meanwhile. */
  #show(changes: readonly SharedChange[]): void {
    if (changes.every(({ key, value }) => (this.entries.value.get(key) ?? null) === value)) return;
    const entries = new Map(this.entries.value);
    applyTo(entries, changes);
    this.entries.set(entries);
  }

  /** Everything there is. A server that restarted has lost it: what this page has is given back to it. */
  async #load(): Promise<void> {
    this.#loading += 1;
    const loading = this.#loading;
    this.#meanwhile = [];
    this.#isLoading = true;
    const known = new Map<string, string>();
    let after = 0;
    for (let isComplete = false; !isComplete; ) {
      const answer = await this.#connection
        .request('shared.get', { topic: this.#topic, after })
        .catch(() => undefined);
      if (loading !== this.#loading) return;
      if (answer === undefined) {
        this.#isLoading = false;
        this.#meanwhile = [];
        return;
      }
      ({ isComplete } = answer);
      for (const { key, value, sequence } of answer.entries) {
        known.set(key, value);
        after = sequence;
      }
      if (isComplete) this.#adopt(known, answer.stateId);
    }
  }

  #adopt(known: Map<string, string>, stateId: string): void {
    this.#isLoading = false;
    const isLost = this.#stateId !== undefined && this.#stateId !== stateId;
    const before = this.entries.value;
    this.#stateId = stateId;
    // No event of before the reload is waited for.
    this.#sent.clear();
    this.#pending.clear();
    applyTo(known, this.#meanwhile);
    applyTo(
      known,
      [...this.#unsent].map(([key, value]) => ({ key, value })),
    );
    this.entries.set(known);
    if (!isLost) return;
    for (const [key, value] of before) if (!known.has(key)) this.set(key, value);
  }
}

function applyTo(entries: Map<string, string>, changes: readonly SharedChange[]): void {
  for (const { key, value } of changes) {
    if (value === null) entries.delete(key);
    else entries.set(key, value);
  }
}

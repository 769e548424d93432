import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ParticipantView } from '#protocol';
import { Observed } from '../observed.js';
import type { Connection, ConnectionState } from '../signaling/connection.js';
import { WireFailure } from '../signaling/wire-failure.js';
import type { MediaSessionHooks } from './media-session.js';
import { StageClient } from './stage-client.js';

type Listener = (data: unknown) => void;

/** Answers what a stage asks for; events come from the test. */
class FakeConnection {
  readonly state = new Observed<ConnectionState>({
    phase: 'joined',
    session: null,
    ended: null,
    failure: null,
    joins: 1,
  });
  readonly asked: { name: string; data: unknown }[] = [];
  keptMedia = true;
  refusal: WireFailure | undefined;
  participants: ParticipantView[] = [];
  readonly #listeners = new Map<string, Listener[]>();

  on(name: string, listener: Listener): () => void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return () => this.#listeners.delete(name);
  }

  emit(name: string, data: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(data);
  }

  async request(name: string, data: unknown): Promise<unknown> {
    this.asked.push({ name, data });
    if (name !== 'session.enter-stage') return {};
    if (this.refusal) throw this.refusal;
    const { participants, keptMedia } = this;
    return { participantId: 'prt_me', participants, locked: false, keptMedia };
  }

  countOf(name: string): number {
    return this.asked.filter((each) => each.name === name).length;
  }

  cut(): void {
    this.state.patch({ phase: 'lost' });
  }

  rejoin(): void {
    this.state.patch({ phase: 'joined', joins: this.state.value.joins + 1 });
  }
}

class FakeMedia {
  isConnected = true;
  readonly hooks: MediaSessionHooks;
  readonly publish = jest.fn(async () => undefined);
  readonly unpublish = jest.fn(async () => undefined);
  readonly replace = jest.fn(async () => false);
  readonly setPaused = jest.fn(async () => undefined);
  readonly receive = jest.fn(async () => undefined);
  readonly drop = jest.fn();
  readonly close = jest.fn();
  readonly producerId = jest.fn(() => undefined);
  readonly sendingStats = jest.fn(async () => new Map());

  constructor(hooks: MediaSessionHooks) {
    this.hooks = hooks;
  }
}

const camera = { id: 'camera' } as unknown as MediaStreamTrack;
const tried = ['udp 192.0.2.2:40000'];
const offer = { consumerId: 'con_1', participantId: 'prt_2', source: 'camera' };

let connection: FakeConnection;
let media: FakeMedia[];
let stage: StageClient;

const join = async () => {
  stage = await StageClient.join(
    connection as unknown as Connection,
    { camera: { track: camera } },
    async (_connection, _welcome, hooks) => {
      const made = new FakeMedia(hooks);
      media.push(made);
      return made as never;
    },
  );
  return stage;
};
/** What answers at once has been answered. */
const settle = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => {
  jest.useFakeTimers();
  connection = new FakeConnection();
  media = [];
  Object.assign(globalThis, { MediaStream: class {} });
});
afterEach(() => {
  stage?.leave();
  jest.useRealTimers();
});

describe('entering', () => {
  test('sends the tracks that there are, and is on', async () => {
    await join();
    expect(media[0]?.publish).toHaveBeenCalledWith('camera', camera, false);
    expect(stage.state.value).toMatchObject({ phase: 'on', participantId: 'prt_me', path: 'opening' });
  });

  test('an offer that comes before the media is received once the media is there', async () => {
    const joining = join();
    connection.emit('consume.offered', offer);
    await joining;
    expect(media[0]?.receive).toHaveBeenCalledWith(offer);
  });

  test('that is refused is over: only its caller tries again, also after a reconnection', async () => {
    connection.refusal = new WireFailure({ code: 'stage-full', message: 'The stage is full.', retry: true });
    await expect(join()).rejects.toBe(connection.refusal);
    connection.cut();
    connection.rejoin();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(connection.countOf('session.enter-stage')).toBe(1);
  });

  test('is over when the show has ended, and not when its server stops', async () => {
    await join();
    connection.emit('stage.closed', { reason: 'shutdown' });
    expect(stage.state.value.phase).toBe('on');
    connection.emit('stage.closed', { reason: 'ended' });
    expect(stage.state.value.phase).toBe('left');
  });

  test('may be left twice; what comes later changes nothing', async () => {
    await join();
    stage.leave();
    stage.leave();
    media[0]?.hooks.onBroken({ hasConnected: true, tried });
    await settle();
    expect(media).toHaveLength(1);
    expect(stage.state.value.phase).toBe('left');
  });
});

describe('a media path', () => {
  test('that never opened is named with what was tried, and tried again with growing pauses', async () => {
    await join();
    media[0]?.hooks.onBroken({ hasConnected: false, tried });
    await settle();
    expect(stage.state.value).toMatchObject({ path: 'unreachable', triedAddresses: tried });
    expect(media).toHaveLength(2);
    media[1]?.hooks.onBroken({ hasConnected: false, tried });
    await settle();
    expect(media).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(media).toHaveLength(3);
    expect(stage.state.value.path).toBe('unreachable');
  });

  test('that opens at last is connected, and the next failure is met at once', async () => {
    await join();
    media[0]?.hooks.onBroken({ hasConnected: false, tried });
    await settle();
    media[1]?.hooks.onConnected();
    expect(stage.state.value).toMatchObject({ path: 'connected', triedAddresses: [] });
    media[1]?.hooks.onBroken({ hasConnected: true, tried });
    await settle();
    expect(media).toHaveLength(3);
    expect(stage.state.value.path).toBe('interrupted');
  });

  test('of an older entry is not listened to', async () => {
    await join();
    connection.emit('stage.rebuilt', {});
    await settle();
    media[0]?.hooks.onBroken({ hasConnected: false, tried });
    expect(stage.state.value.path).toBe('opening');
  });
});

describe('a lost socket', () => {
  test('leaves media alone that still runs', async () => {
    connection.participants = [
      { participantId: 'prt_me', tracks: [{ source: 'camera' }] } as unknown as ParticipantView,
    ];
    await join();
    connection.cut();
    expect(stage.state.value.phase).toBe('lost');
    connection.rejoin();
    await settle();
    expect(media).toHaveLength(1);
    expect(stage.state.value.phase).toBe('on');
    expect(media[0]?.unpublish).not.toHaveBeenCalled();
  });

  test('enters again when the server kept nothing', async () => {
    await join();
    connection.keptMedia = false;
    connection.cut();
    connection.rejoin();
    await settle();
    expect(media).toHaveLength(2);
    expect(media[0]?.close).toHaveBeenCalledTimes(1);
    expect(media[1]?.publish).toHaveBeenCalledWith('camera', camera, false);
  });

  test('drops the older track of a person when a newer one is offered: its end was said while the socket was away', async () => {
    await join();
    media[0]?.hooks.onTrack('con_1', offer as never, camera);
    const old = { ...offer, consumerId: 'con_2', source: 'microphone' };
    media[0]?.hooks.onTrack('con_2', old as never, camera);
    connection.emit('consume.offered', offer);
    await settle();
    expect(media[0]?.drop).not.toHaveBeenCalled();
    connection.emit('consume.offered', { ...offer, consumerId: 'con_3' });
    await settle();
    expect(media[0]?.drop.mock.calls).toEqual([['con_1']]);
  });

  test('gives back what was stopped meanwhile', async () => {
    connection.participants = [
      { participantId: 'prt_me', tracks: [{ source: 'camera' }] } as unknown as ParticipantView,
    ];
    await join();
    connection.participants = [{ participantId: 'prt_me', tracks: [] } as unknown as ParticipantView];
    connection.cut();
    connection.rejoin();
    await settle();
    expect(stage.stopped.value).toEqual({ source: 'camera', by: 'server' });
  });
});

test('a track that a host stops is not told to the server again', async () => {
  await join();
  connection.emit('produce.stopped', { source: 'camera', by: 'host' });
  expect(media[0]?.unpublish).toHaveBeenCalledWith('camera', false);
  expect(stage.stopped.value).toEqual({ source: 'camera', by: 'host' });
});

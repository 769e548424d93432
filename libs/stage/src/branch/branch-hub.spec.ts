import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from '@jest/globals';
import { TypedEvents } from '#kernel';
import type { HubEvents } from '../media/hub.js';
import type { LocalHub } from '../media/local-hub.js';
import type { DataMessage } from '../media/media-objects.js';
import { BranchHub } from './branch-hub.js';

class FakeObject {
  readonly observer = new EventEmitter<{ close: [] }>();
  readonly kind = 'video';
  readonly rtpParameters = {};
  readonly iceParameters = {};
  readonly iceCandidates = [];
  readonly dtlsParameters = {};
  closed = false;

  constructor(readonly id: string) {}

  on = (): this => this;
  produce = async ({ id }: { id: string }): Promise<FakeObject> => new FakeObject(id);

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.observer.emit('close');
  }
}

class FakeChannel extends FakeObject {
  readonly label = 'cues';
  readonly protocol = '';
  readonly sent: DataMessage[] = [];

  send(message: DataMessage): void {
    this.sent.push(message);
  }
}

const text = (words: string): DataMessage => ({ bytes: Buffer.from(words), payload: 51 });

const owner = (epoch: number) => ({ epoch, tell: () => undefined, hasRoomForData: () => true });

let pages: FakeObject[];
let channels: FakeChannel[];
/** What a page says on a channel that is taken. */
let says: (message: DataMessage) => void;
let branch: BranchHub;

beforeEach(() => {
  pages = [];
  channels = [];
  const openChannel = (id: string) => {
    const channel = new FakeChannel(id);
    channels.push(channel);
    return channel;
  };
  const hub = {
    isClosed: false,
    events: new TypedEvents<HubEvents>(),
    countStream: () => () => undefined,
    createPageTransport: async () => {
      const page = new FakeObject(`page-${pages.length}`);
      pages.push(page);
      return page;
    },
    takeData: async (id: string, onMessage: (message: DataMessage) => void) => {
      says = onMessage;
      return openChannel(`taken-${id}`);
    },
    giveData: async ({ id }: { id: string }) => openChannel(id),
  };
  branch = new BranchHub(hub as unknown as LocalHub, owner(3));
});

const openPage = () => branch.carryOut({ want: 'page-transport' });
const produce = (transport: string, id: string) =>
  branch.carryOut({ want: 'produce', transport, options: { id } as never });

test('what was made for an owner that has lost the place meanwhile ends', async () => {
  const opening = openPage();
  branch.takeOver(owner(4));
  await opening;
  expect(pages.map(({ closed }) => closed)).toEqual([true]);
  await openPage();
  expect(pages.map(({ closed }) => closed)).toEqual([true, false]);
});

test('the next owner goes on with what the notes name; a track that the owner before did not name ends', async () => {
  for (const _ of ['up', 'down', 'unused']) await openPage();
  for (const id of ['named', 'unnamed']) await produce('page-0', id);
  await branch.carryOut({
    want: 'keep',
    participantId: 'prt_ann',
    participant: {
      ...{
        participantId: 'prt_ann',
        personId: 'ann',
        tabId: 'tab',
        name: 'Ann',
        role: 'guest',
        onStage: true,
      },
      ...{ silenced: [], sends: 'page-0', receives: { transport: 'page-1', rtpCapabilities: {} } },
      tracks: [{ trackId: 'named', source: 'camera', heightPx: null, holds: [] }],
    },
  });
  const [kept, ...others] = branch.takeOver(owner(4));
  expect([kept?.producers.map(({ id, closed }) => [id, closed]), others]).toEqual([[['named', false]], []]);
  expect(pages.map(({ closed }) => closed)).toEqual([false, false, true]);
  await expect(branch.carryOut({ want: 'reports', producer: 'unnamed' })).rejects.toThrow('no such producer');
});

const give = (id: string) =>
  branch.carryOut({ want: 'give-data', channel: { id, label: 'cues', protocol: '' } });

test('the owner hears what a page says on a channel that is taken, until it takes no more', async () => {
  const told: unknown[] = [];
  let hasRoom = true;
  branch.takeOver({
    epoch: 4,
    tell: (event, bytes) => told.push([event, bytes && String(bytes)]),
    hasRoomForData: () => hasRoom,
  });
  expect(await branch.carryOut({ want: 'take-data', producer: 'cues_1' })).toEqual({
    ...{ id: 'taken-cues_1', label: 'cues', protocol: '' },
  });
  says(text('one'));
  hasRoom = false;
  says(text('two'));
  expect(told).toEqual([
    [{ what: 'data', consumer: 'taken-cues_1', payload: 51 }, 'one'],
    [{ what: 'closed', object: 'taken-cues_1' }, undefined],
  ]);
});

test('an owner speaks on the channels that it gave, and on none that has ended', async () => {
  await give('cues_1');
  branch.say('cues_1', text('one'));
  await branch.carryOut({ want: 'close', object: 'cues_1' });
  branch.say('cues_1', text('two'));
  branch.say('unknown', text('three'));
  expect(channels.map(({ sent, closed }) => [sent, closed])).toEqual([[[text('one')], true]]);
});

test('the next owner has nothing of the channels of the one before', async () => {
  await branch.carryOut({ want: 'take-data', producer: 'cues_1' });
  await give('cues_2');
  branch.takeOver(owner(4));
  expect(channels.map(({ closed }) => closed)).toEqual([true, true]);
});

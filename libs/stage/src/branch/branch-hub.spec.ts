import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from '@jest/globals';
import { TypedEvents } from '#kernel';
import type { HubEvents } from '../media/hub.js';
import type { LocalHub } from '../media/local-hub.js';
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

const owner = (epoch: number) => ({ epoch, tell: () => undefined });

let pages: FakeObject[];
let branch: BranchHub;

beforeEach(() => {
  pages = [];
  const hub = {
    isClosed: false,
    events: new TypedEvents<HubEvents>(),
    countStream: () => () => undefined,
    createPageTransport: async () => {
      const page = new FakeObject(`page-${pages.length}`);
      pages.push(page);
      return page;
    },
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

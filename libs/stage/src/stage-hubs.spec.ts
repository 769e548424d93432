import { beforeEach, expect, test } from '@jest/globals';
import { TypedEvents } from '#kernel';
import type { Branches } from './branch/branches.js';
import type { HubEvents } from './media/hub.js';
import { LocalHub } from './media/local-hub.js';
import type { WorkerPool } from './media/worker-pool.js';
import { StageHubs } from './stage-hubs.js';

const THERE = { id: 'a-socket-there', isElsewhere: true };
const eventful = () => ({ on: () => undefined, once: () => undefined });

const worker = {
  isAlive: true,
  streams: 0,
  createRouter: async () => ({
    ...eventful(),
    observer: eventful(),
    close: () => undefined,
    createAudioLevelObserver: async () => eventful(),
    createActiveSpeakerObserver: async () => eventful(),
    createDirectTransport: async () => eventful(),
  }),
};

/** A place at another node that has kept media of one page. */
class Place {
  readonly events = new TypedEvents<HubEvents>();
  readonly closed: string[] = [];
  isClosed = false;

  constructor(readonly link: object) {}

  takeKept() {
    const transport = (name: string) => ({ close: () => this.closed.push(name) });
    return [{ sends: transport('sends'), receives: transport('receives') }];
  }

  close(): void {
    this.isClosed = true;
    this.events.emit('died', undefined);
  }
}

let places: Place[];
let hubs: StageHubs;
let adopted: number;

beforeEach(() => {
  places = [];
  adopted = 0;
  const link = { node: 'carrier', hasRoom: false };
  const branches = {
    epochOf: () => 1,
    findHolder: async () => link,
    open: async () => {
      const place = new Place(link);
      places.push(place);
      return place;
    },
  };
  const pool = { place: async () => worker, findLeastLoaded: () => worker };
  hubs = new StageHubs({
    ...{ showId: 'show_1', takeHome: () => undefined, spreadAtStreams: 400 },
    pool: pool as unknown as WorkerPool,
    branches: branches as unknown as Branches,
  });
  hubs.events.on('kept', ({ kept }) => {
    adopted += kept.length;
  });
});

test('a node that is too full for newcomers gives what it has kept, and takes none', async () => {
  await hubs.adoptFrom(THERE, false);
  expect([places.length, adopted]).toEqual([1, 1]);
  expect(await hubs.choose(THERE)).toBeInstanceOf(LocalHub);
  expect(places).toHaveLength(1);
});

test('what the stage itself lost at a node ends there when the node carries again', async () => {
  await hubs.adoptFrom(THERE, false);
  places[0]?.close();
  await hubs.adoptFrom(THERE, false);
  expect([adopted, places.map(({ closed }) => closed)]).toEqual([1, [[], ['sends', 'receives']]]);
});

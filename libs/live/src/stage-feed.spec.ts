import { beforeEach, describe, expect, test } from '@jest/globals';
import { TypedEvents } from '#kernel';
import type { Participant, Stage, Track } from '#stage';
import { type FeedPipe, type FeedProgramme, type FeedStage, StageFeed } from './stage-feed.js';

type Events = Stage['events'];

let events: Events;
let people: Map<string, Participant>;
let tracks: Track[];
let told: string[];
let feed: StageFeed;

const person = (participantId: string, isOnStage: boolean) =>
  ({
    participantId,
    name: participantId,
    isOnStage,
    isConnected: true,
    quality: { grade: 'good' },
    findTrack: () => undefined,
  }) as unknown as Participant;
const track = (participantId: string) =>
  ({ trackId: `${participantId}-camera`, participantId, isClosed: false }) as Track;

function arrive(participantId: string, isOnStage: boolean): Participant {
  const arrived = person(participantId, isOnStage);
  people.set(participantId, arrived);
  return arrived;
}

beforeEach(() => {
  events = new TypedEvents() as Events;
  people = new Map();
  tracks = [];
  told = [];
  const stage = {
    events,
    get participants() {
      return [...people.values()];
    },
    get tracks() {
      return tracks;
    },
    find: (id: string) => people.get(id),
  } as unknown as FeedStage;
  const programme: FeedProgramme = {
    addParticipant: ({ id }) => void told.push(`bring ${id}`),
    updateParticipant: () => undefined,
    removeParticipant: (id) => void told.push(`remove ${id}`),
  };
  const pipe: FeedPipe = {
    add: ({ trackId }) => void told.push(`add ${trackId}`),
    remove: (trackId) => void told.push(`remove ${trackId}`),
  };
  feed = new StageFeed(stage, programme, pipe);
});

describe('a candidate', () => {
  test('is tapped in the green room and added when they are brought on, which taps nothing again', () => {
    arrive('vic', false);
    events.emit('track-prepared', track('vic'));
    expect(told).toEqual(['add vic-camera']);
    const onStage = arrive('vic', true);
    events.emit('track-added', track('vic'));
    events.emit('participant-changed', onStage);
    expect(told).toEqual(['add vic-camera', 'bring vic']);
  });

  test('who goes before that leaves nothing behind, and may come again', () => {
    const vic = arrive('vic', false);
    events.emit('track-prepared', track('vic'));
    events.emit('track-removed', track('vic'));
    events.emit('participant-left', { participant: vic, reason: 'left' });
    events.emit('track-prepared', track('vic'));
    expect(told).toEqual(['add vic-camera', 'remove vic-camera', 'add vic-camera']);
  });
});

test('who goes back to the green room leaves the programme, and keeps the tap', () => {
  arrive('ann', true);
  events.emit('track-added', track('ann'));
  events.emit('participant-changed', arrive('ann', false));
  expect(told).toEqual(['bring ann', 'add ann-camera', 'remove ann']);
});

test('a feed that is closed hears nothing more', () => {
  feed.close();
  events.emit('participant-joined', arrive('ann', true));
  expect(told).toEqual([]);
});

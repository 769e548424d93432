import { beforeEach, expect, test } from '@jest/globals';
import { TypedEvents } from '#kernel';
import {
  type FromOutputs,
  type OutputsConnection,
  type OutputsConnectionEvents,
  type RecordingSummary,
  recordingSummarySchema,
  type ToOutputs,
} from '#outputs';
import { RecordingList } from './recording-list.js';

const recording = (id: string, over: Partial<RecordingSummary> = {}): RecordingSummary =>
  recordingSummarySchema.parse({
    id: `rec_${id}`,
    showId: 'show_1',
    state: 'ready',
    startedAtMs: 1,
    endedAtMs: 2,
    seconds: 1,
    bytes: 1,
    size: null,
    hasPlaylist: true,
    mp4Bytes: 1,
    posterFile: null,
    isStopped: false,
    tracks: [],
    ...over,
  });
const hello = (...ids: string[]): FromOutputs => ({
  kind: 'hello',
  showIds: ['show_1'],
  recordingIds: ids.map((id) => `rec_${id}`),
  archivedIds: [],
  jobIds: [],
  endedJobs: [],
});

let events: TypedEvents<OutputsConnectionEvents>;
let sent: ToOutputs[];
let stored: RecordingSummary[];
let list: RecordingList;

beforeEach(() => {
  events = new TypedEvents();
  sent = [];
  stored = [];
  const connection = { events, send: (message: ToOutputs) => sent.push(message) > 0 };
  const captions = { read: async () => undefined };
  list = new RecordingList(connection as unknown as OutputsConnection, async () => stored, captions);
});

const hear = (...said: FromOutputs[]): void => {
  for (const each of said) events.emit('said', each);
};
const say = (...all: RecordingSummary[]): FromOutputs[] =>
  all.map((each) => ({ kind: 'recording', recording: each }));
const ids = async () => (await list.of('show_1')).map(({ id }) => id.slice(4));

test('before the outputs have said anything, what lies on the disk is the answer', async () => {
  stored = [recording('a'), recording('b')];
  expect(await ids()).toEqual(['a', 'b']);
  hear(hello('a', 'b'), ...say(recording('a', { seconds: 9 })));
  expect((await list.of('show_1')).map(({ seconds }) => seconds)).toEqual([9, 1]);
  stored = [];
  hear(...say(recording('b')));
  expect(await ids()).toEqual(['a', 'b']);
});

test('while they connect again nothing is missing, and what is gone by then is forgotten', async () => {
  hear(hello('a', 'b'), ...say(recording('a'), recording('b')));
  hear(hello('b'));
  expect(await ids()).toEqual(['b']);
  hear(...say(recording('b')));
  expect(await ids()).toEqual(['b']);
});

test('the newest come first, and of one stretch of a show the main format', async () => {
  const portrait = { format: 'portrait' };
  hear(
    hello('p', 'm', 'n'),
    ...say(recording('p', portrait), recording('m'), recording('n', { ...portrait, startedAtMs: 5 })),
  );
  expect(await ids()).toEqual(['n', 'm', 'p']);
});

test('what is deleted while the outputs are away is deleted when they are back', async () => {
  hear(hello('a'), ...say(recording('a')));
  list.remove('show_1', 'rec_a');
  hear(hello('a'), ...say(recording('a')));
  expect([await ids(), sent.length]).toEqual([[], 2]);
  hear({ kind: 'recording-removed', id: 'rec_a', showId: 'show_1' });
  hear(hello());
  expect(sent).toHaveLength(2);
});

test('one notice is enough for a disk that is full for all formats', () => {
  const told: string[] = [];
  list.events.on('disk', ({ state }) => told.push(state));
  const of = (id: string, isStopped: boolean) =>
    say(recording(id, { state: 'recording', isStopped, endedAtMs: null }));
  hear(hello('m', 'p'), ...of('m', false), ...of('p', false));
  hear(...of('m', true), ...of('p', true), ...of('m', false));
  expect(told).toEqual(['stopped']);
  hear(...of('p', false));
  expect(told).toEqual(['stopped', 'working']);
});

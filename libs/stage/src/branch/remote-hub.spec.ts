import { expect, test } from '@jest/globals';
import type { DataMessage } from '../media/media-objects.js';
import type { BranchLink } from './branch-link.js';
import type { KeptParticipant } from './kept-participant.js';
import { RemoteHub } from './remote-hub.js';

/** A place at a node of which these parts are there. */
function openPlaceAt(node: Partial<Record<keyof BranchLink, unknown>>): Promise<RemoteHub> {
  const openPlace = async (
    _showId: string,
    _epoch: number,
    make: (placeId: string, opened: object) => RemoteHub,
  ) => make('place_1', { rtpCapabilities: {}, kept: [] });
  return RemoteHub.open({ openPlace, ...node } as unknown as BranchLink, 'show_1', 1);
}

test('a node learns whose media it carries when that changes, and nothing of whom it never knew', async () => {
  const said: unknown[] = [];
  const hub = await openPlaceAt({
    request: async (_place: object, { participant }: { participant: unknown }) => said.push(participant),
  });
  const [ann, renamed] = [{ name: 'Ann' }, { name: 'Anna' }] as KeptParticipant[];
  for (const note of [null, ann, ann, renamed, null, null, renamed]) await hub.keep('prt_ann', note ?? null);
  expect(said).toEqual([ann, renamed, null, renamed]);
});

test('channels of a node: what is said there is heard here, what is said here goes there, while the node takes it', async () => {
  let hasRoom = true;
  const said: unknown[] = [];
  const asked: unknown[] = [];
  const hub = await openPlaceAt({
    request: async (_place: object, request: { want: string }, take: (answer: unknown) => unknown) => {
      asked.push(request);
      if (request.want === 'close') return undefined;
      return take(
        request.want === 'take-data' ? { id: 'taken', label: 'cues', protocol: '' } : { id: 'given' },
      );
    },
    send: (_place: object, channel: string, message: DataMessage) => {
      if (hasRoom) said.push([channel, message]);
      return hasRoom;
    },
  });
  const heard: DataMessage[] = [];
  const source = await hub.takeData('cues_1', (message) => heard.push(message));
  const sink = await hub.giveData({ id: 'given', label: 'cues', protocol: '' });
  const bytes = Buffer.from('one');
  hub.hear({ what: 'data', consumer: 'taken', payload: 51 }, bytes);
  expect(heard).toEqual([{ bytes, payload: 51 }]);
  sink.send({ bytes, payload: 53 });
  hasRoom = false;
  sink.send({ bytes, payload: 53 });
  sink.send({ bytes, payload: 53 });
  expect(said).toEqual([['given', { bytes, payload: 53 }]]);
  expect([sink.closed, asked.at(-1)]).toEqual([true, { want: 'close', object: 'given' }]);
  hub.hear({ what: 'closed', object: 'taken' }, bytes);
  expect(source.closed).toBe(true);
});

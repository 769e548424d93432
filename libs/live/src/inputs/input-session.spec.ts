import { expect, test } from '@jest/globals';
import type { StageInput } from '#stage';
import { InputNotes } from './input-notes.js';
import { InputSession } from './input-session.js';

const place = { close: () => undefined } as StageInput;
const input = { id: 'input_1', showId: 'show_1', name: 'OBS' };

test.each<[string, (session: InputSession) => void]>([
  ['was replaced', (session) => session.end('replaced')],
  ['left', (session) => session.close('goodbye')],
])('what fails late of a sender that %s stays out of the notes', (_what, end) => {
  const notes = new InputNotes();
  const session = new InputSession({ ...{ input, by: 'rtmp', place, notes }, onClosed: () => undefined });
  session.setNotes(['HEVC over RTMP is not supported']);
  end(session);
  session.setNotes(['The stage is full.']);
  expect(notes.at(0)).toEqual(['HEVC over RTMP is not supported']);
});

import { expect, test } from '@jest/globals';
import { InputNotes } from './input-notes.js';

test('the newest words count', () => {
  const notes = new InputNotes();
  expect(notes.at(0)).toEqual([]);
  notes.say(['B-frames']);
  notes.say(['HEVC']);
  expect(notes.at(0)).toEqual(['HEVC']);
});

test('of two senders that replace each other the owner reads for a minute, of a change of encoders never', () => {
  const notes = new InputNotes();
  notes.say(['B-frames']);
  notes.replaced(1_000);
  expect(notes.at(1_000)).toEqual(['B-frames']);
  notes.replaced(200_000);
  expect(notes.at(200_000)).toEqual(['B-frames']);
  notes.replaced(202_000);
  expect(notes.at(203_000)).toEqual(['B-frames', expect.stringContaining('same key')]);
  expect(notes.at(260_001)).toEqual(['B-frames']);
});

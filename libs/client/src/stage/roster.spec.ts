import { describe, expect, test } from '@jest/globals';
import type { ParticipantView } from '#protocol';
import { EMPTY_ROSTER, withoutParticipant, withParticipant, withQuality, withSpeaking } from './roster.js';

const unknown = { grade: 'unknown', score: 0, up: 0, down: 0, rttMs: null, lossPercent: null } as const;
const person = (participantId: string, more: Partial<ParticipantView> = {}): ParticipantView => ({
  participantId,
  personId: `p-${participantId}`,
  name: participantId,
  role: 'guest',
  onStage: true,
  connected: true,
  tracks: [],
  quality: unknown,
  ...more,
});

describe('the roster', () => {
  const two = withParticipant(withParticipant(EMPTY_ROSTER, person('a')), person('b'));

  test('keeps the order of arrival when a participant changes', () => {
    const changed = withParticipant(two, person('a', { name: 'Anna' }));
    expect(changed.participants.map(({ name }) => name)).toEqual(['Anna', 'b']);
  });

  test('forgets who left, and is not moved by an unknown participant', () => {
    expect(withoutParticipant(two, 'a').participants.map(({ participantId }) => participantId)).toEqual([
      'b',
    ]);
    expect(withoutParticipant(two, 'zoe').participants).toHaveLength(2);
  });

  test('speaking replaces the levels as a whole', () => {
    const loud = withSpeaking(two, {
      activeParticipantId: 'b',
      levels: [{ participantId: 'b', levelDb: -12 }],
    });
    const quiet = withSpeaking(loud, { activeParticipantId: 'b', levels: [] });
    expect(loud.levels.get('b')).toBe(-12);
    expect(quiet.levels.size).toBe(0);
    expect(quiet.activeSpeakerId).toBe('b');
  });

  test('quality touches only who was measured', () => {
    const poor = { ...unknown, grade: 'poor', score: 2 } as const;
    const measured = withQuality(two, { participants: [{ participantId: 'b', quality: poor }] });
    expect(measured.participants.map(({ quality }) => quality.grade)).toEqual(['unknown', 'poor']);
    expect(measured.participants[0]).toBe(two.participants[0]);
  });
});

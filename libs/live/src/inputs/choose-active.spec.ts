import { describe, expect, test } from '@jest/globals';
import { type Candidate, choosePlacing } from './choose-active.js';

const input = (id: string, as: Candidate['as'], flow: Candidate['flow'], onStage = true): Candidate => ({
  id,
  as,
  flow,
  onStage,
});

describe('guests', () => {
  test('are on the stage from their first media until they have gone, when the host wants them', () => {
    const { onStage, active } = choosePlacing(
      [
        input('a', 'guest', 'connected'),
        input('b', 'guest', 'sending'),
        input('c', 'guest', 'silent'),
        input('d', 'guest', 'gone'),
        input('e', 'guest', 'sending', false),
      ],
      undefined,
    );
    expect(onStage).toEqual(['b', 'c']);
    expect(active).toBeUndefined();
  });
});

describe('the canvas', () => {
  const pair = (main: Candidate['flow'], backup: Candidate['flow']) => [
    input('backup', 'backup', backup),
    input('main', 'programme', main),
  ];

  test('is the programme’s while it sends, whatever the backup does', () => {
    expect(choosePlacing(pair('sending', 'sending'), 'backup')).toEqual({
      onStage: ['main'],
      active: 'main',
      isAway: false,
    });
  });

  test.each(['silent', 'gone', 'connected'] as const)('is the backup’s while the programme is %s', (flow) => {
    expect(choosePlacing(pair(flow, 'sending'), 'main')).toEqual({
      onStage: ['backup'],
      active: 'backup',
      isAway: false,
    });
  });

  test('stays with the last one while neither sends, and viewers see a slate', () => {
    expect(choosePlacing(pair('silent', 'silent'), 'backup')).toEqual({
      onStage: ['backup'],
      active: 'backup',
      isAway: true,
    });
    expect(choosePlacing(pair('gone', 'connected'), 'main')).toEqual({
      onStage: [],
      active: 'main',
      isAway: true,
    });
  });

  test('is behind the slate with what is about to send, which is on the stage already', () => {
    const coming = { ...input('main', 'programme', 'connected'), isComing: true };
    expect(choosePlacing([coming], undefined)).toEqual({ onStage: ['main'], active: 'main', isAway: true });
    expect(choosePlacing([input('backup', 'backup', 'gone'), coming], 'backup')).toEqual({
      onStage: ['main'],
      active: 'main',
      isAway: true,
    });
    // One that may be back with its next packet would lose its key frame.
    expect(choosePlacing([input('backup', 'backup', 'silent'), coming], 'backup')).toEqual({
      onStage: ['backup', 'main'],
      active: 'backup',
      isAway: true,
    });
  });

  test('stays with the backup until the programme that is about to send does', () => {
    const coming = { ...input('main', 'programme', 'connected'), isComing: true };
    expect(choosePlacing([input('backup', 'backup', 'sending'), coming], 'backup')).toEqual({
      onStage: ['backup', 'main'],
      active: 'backup',
      isAway: false,
    });
  });

  test('stays with the one that had it while that one connects again', () => {
    expect(choosePlacing(pair('connected', 'gone'), 'main')).toEqual({
      onStage: [],
      active: 'main',
      isAway: true,
    });
  });

  test('is nobody’s before the first has sent', () => {
    expect(choosePlacing(pair('connected', 'connected'), undefined)).toEqual({
      onStage: [],
      active: undefined,
      isAway: false,
    });
  });
});

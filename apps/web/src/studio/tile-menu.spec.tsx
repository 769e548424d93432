/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import type { Layout, ParticipantView } from '#protocol';
import { aProgramme, FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { Composer } from './scenes/composer.js';
import { TileMenu } from './tile-menu.js';

const ada: ParticipantView = {
  participantId: 'prt_ada',
  personId: 'per_ada',
  name: 'Ada',
  role: 'guest',
  onStage: true,
  connected: true,
  tracks: [],
  quality: { grade: 'good', score: 10, up: 10, down: 10, rttMs: 1, lossPercent: 0 },
};

async function openMenu(source: 'camera' | 'screen', layout: Partial<Layout> = {}, isTalkedTo = false) {
  const connection = new FakeConnection({ role: 'host' });
  const page = await renderInPage(
    <TileMenu
      connection={connection.asConnection}
      participant={ada}
      source={source}
      layout={{ ...aProgramme().layout, ...layout }}
      onLayout={(next) => new Composer(connection.asConnection).setLayout(next)}
      isMe={false}
      onCall={() => undefined}
      isTalkedTo={isTalkedTo}
    />,
  );
  await page.user.click(page.screen.getByRole('button', { name: 'Actions for Ada' }));
  const choose = async (name: string) => page.user.click(page.screen.getByRole('menuitem', { name }));
  return { connection, choose, ...page };
}

describe('the menu of a tile', () => {
  test('hides the screen and leaves the camera of the same person in the programme', async () => {
    const { connection, choose } = await openMenu('screen');
    await choose('Hide from programme');
    expect(connection.requests).toEqual([
      {
        name: 'programme.set-layout',
        data: {
          layout: expect.objectContaining({ hidden: [{ participantId: 'prt_ada', source: 'screen' }] }),
        },
      },
    ]);
  });

  test('asks before it removes a person, and does nothing on "Cancel"', async () => {
    const { connection, choose, user, screen } = await openMenu('camera');
    await choose('Remove');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(connection.requests).toEqual([]);
  });

  test.each([
    [false, 'Talk privately', 'prt_ada'],
    [true, 'End private talk', null],
  ])('begins and ends a private talk: is talked to %p', async (isTalkedTo, name, participantId) => {
    const { connection, choose } = await openMenu('camera', {}, isTalkedTo);
    await choose(name);
    expect(connection.requests).toEqual([{ name: 'studio.talk-to', data: { participantId } }]);
  });
});

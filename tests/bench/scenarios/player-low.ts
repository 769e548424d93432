import { playerScenario } from '../players/player-figures.js';

export const scenario = playerScenario({
  name: 'player-low',
  title: 'The player, profile low: from the camera to the screen',
  profile: 'low',
  through: 'From the origin',
  isBesideSmall: true,
  goals: { medianMs: 900, p95Ms: 1_100 },
});

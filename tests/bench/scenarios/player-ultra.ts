import { playerScenario } from '../players/player-figures.js';

export const scenario = playerScenario({
  name: 'player-ultra',
  title: 'The player, profile ultra: from the camera to the screen',
  profile: 'ultra',
  through: 'From the origin',
  isBesideSmall: true,
  goals: { medianMs: 600, p95Ms: 750 },
});

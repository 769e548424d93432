import { playerScenario } from '../players/player-figures.js';

export const scenario = playerScenario({
  name: 'player-ultra',
  title: 'The player, profile ultra: from the camera to the screen',
  profile: 'ultra',
  through: 'the origin',
  goals: { medianMs: 800, p95Ms: 1_000 },
});

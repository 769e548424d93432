import { playerScenario } from '../players/player-figures.js';

export const scenario = playerScenario({
  name: 'player-low',
  title: 'The player, profile low: from the camera to the screen',
  profile: 'low',
  through: 'the origin',
  goals: { medianMs: 1_200, p95Ms: 1_500 },
});

import { playerAtEdge } from '../players/player-figures.js';

export const scenario = playerAtEdge({
  name: 'player-edge-low',
  title: 'The player through the edge, profile low: from the camera to the screen',
  profile: 'low',
  goals: { medianMs: 900, p95Ms: 1_100 },
});

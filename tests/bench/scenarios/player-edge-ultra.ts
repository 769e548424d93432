import { playerAtEdge } from '../players/player-figures.js';

export const scenario = playerAtEdge({
  name: 'player-edge-ultra',
  title: 'The player through the edge, profile ultra: from the camera to the screen',
  profile: 'ultra',
  goals: { medianMs: 600, p95Ms: 750 },
});

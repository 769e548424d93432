import { playerAtEdge } from '../players/player-figures.js';

export const scenario = playerAtEdge({
  name: 'player-edge-ultra-long',
  title: 'Ten minutes of the player through the edge, profile ultra',
  profile: 'ultra',
  goals: { medianMs: 600, p95Ms: 750 },
  longSeconds: 600,
});

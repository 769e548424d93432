import { playerAtEdge } from '../players/player-figures.js';

export const scenario = playerAtEdge({
  name: 'player-edge-ultra-long',
  title: 'Ten minutes of the player through the edge, profile ultra',
  profile: 'ultra',
  goals: { medianMs: 800, p95Ms: 1_000 },
  longSeconds: 600,
});

import { playerAtEdge } from '../players/player-figures.js';

export const scenario = playerAtEdge({
  name: 'player-edge-low-long',
  title: 'Ten minutes of the player through the edge, profile low',
  profile: 'low',
  goals: { medianMs: 900, p95Ms: 1_100 },
  longSeconds: 600,
});

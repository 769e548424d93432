import { playerAtEdge } from '../players/player-figures.js';

export const scenario = playerAtEdge({
  name: 'player-edge-low-long',
  title: 'Ten minutes of the player through the edge, profile low',
  profile: 'low',
  goals: { medianMs: 1_200, p95Ms: 1_500 },
  longSeconds: 600,
});

import { startEdge } from '../../../infra/cdn/edge.mjs';
import { playerScenario } from '../player-figures.js';

export const scenario = playerScenario({
  name: 'player-edge-low',
  title: 'The player through the edge, profile low: from the camera to the screen',
  profile: 'low',
  through: 'nginx and Varnish',
  goals: { medianMs: 1_200, p95Ms: 1_500 },
  before: async (bench, show) => {
    const edge = await startEdge({ origin: show.server.url });
    bench.lifetime.adopt(() => edge.close());
    return edge.httpUrl;
  },
});

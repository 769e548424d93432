import { startEdge } from '../../../infra/cdn/edge.mjs';
import { playerScenario } from '../player-figures.js';

export const scenario = playerScenario({
  name: 'player-edge-ultra',
  title: 'The player through the edge, profile ultra: from the camera to the screen',
  profile: 'ultra',
  through: 'nginx and Varnish',
  goals: { medianMs: 800, p95Ms: 1_000 },
  before: async (bench, show) => {
    const edge = await startEdge({ origin: show.server.url });
    bench.lifetime.adopt(() => edge.close());
    return edge.httpUrl;
  },
});

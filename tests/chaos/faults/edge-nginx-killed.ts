import type { Fault } from '../fault.js';
import { StruckEdge } from '../strike-edge.js';

const edge = new StruckEdge();

export const fault: Fault = {
  name: 'edge-nginx-killed',
  title: "nginx of the viewer's edge killed (SIGKILL), the edge back after 3 s",
  viewerFrom: (show, lifetime) => edge.open(show, lifetime),
  strike: (struck) => edge.kill(struck, 'nginx', 3_000),
};

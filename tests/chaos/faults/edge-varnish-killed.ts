import type { Fault } from '../fault.js';
import { StruckEdge } from '../strike-edge.js';

const edge = new StruckEdge();

export const fault: Fault = {
  name: 'edge-varnish-killed',
  title: "Varnish of the viewer's edge killed (SIGKILL), the edge back after 3 s",
  viewerFrom: (show, lifetime) => edge.open(show, lifetime),
  strike: (struck) => edge.kill(struck, 'varnish', 3_000),
};

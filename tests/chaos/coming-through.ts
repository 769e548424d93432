import type { Fault } from './fault.js';
import { EDGE_SUFFIX } from './promises.js';
import { StruckEdge } from './strike-edge.js';

const THROUGH_EDGE = ' (viewer through the edge)';

/** The same fault with its viewer behind Varnish and nginx. */
function behindEdge(fault: Fault, edge: StruckEdge): Fault {
  return {
    ...fault,
    name: `${fault.name}${EDGE_SUFFIX}`,
    title: `${fault.title}${THROUGH_EDGE}`,
    way: 'edge',
    viewerFrom: (show, lifetime) => edge.open(show, lifetime),
  };
}

/** Faults that bring their own way to the viewer keep it. */
export function comingThrough(faults: readonly Fault[], through: string): Fault[] {
  if (!['port', 'edge', 'both'].includes(through))
    throw new Error(`--through must be port, edge or both, not '${through}'`);
  const edge = new StruckEdge();
  return faults.flatMap((fault) => {
    if (through === 'port' || fault.viewerFrom !== undefined) return [fault];
    return through === 'edge' ? [behindEdge(fault, edge)] : [fault, behindEdge(fault, edge)];
  });
}

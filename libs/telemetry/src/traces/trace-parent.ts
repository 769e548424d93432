const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;
const NOTHING = /^0+$/;

export interface TraceParent {
  traceId: string;
  parentId: string;
  isSampled: boolean;
}

/** W3C Trace Context: the header of a caller that traces; nothing where it is not valid. */
export function parseTraceParent(header: string | undefined): TraceParent | undefined {
  const [, traceId, parentId, flags] = TRACEPARENT.exec(header ?? '') ?? [];
  if (traceId === undefined || parentId === undefined || flags === undefined) return undefined;
  if (NOTHING.test(traceId) || NOTHING.test(parentId)) return undefined;
  return { traceId, parentId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

import type { Span } from '#kernel';

/** The process that a span is of: a service of its own in a trace. */
export type ServiceName = 'server' | 'front' | 'programme' | 'outputs';

/** Where spans go. Never throws and never waits: what cannot be sent is dropped. */
export interface Traces {
  record(service: ServiceName, spans: readonly Span[]): void;
  /** Of a request or a message: recorded as one of a share, or as the caller's traceparent says. */
  recordAnswer(span: Span, traceparent?: string | undefined): void;
  /** What was recorded is sent, as far as it can be. */
  close(): Promise<void>;
}

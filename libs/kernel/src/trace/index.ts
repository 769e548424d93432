export { type Span, spanSchema, spansSchema } from './span.js';
export { SpanBatch } from './span-batch.js';

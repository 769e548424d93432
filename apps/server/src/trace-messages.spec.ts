import { expect, test } from '@jest/globals';
import type { Span } from '#kernel';
import type { Traces } from '#telemetry';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { traceMessages } from './trace-messages.js';

function traced(code: string): Span {
  const spans: Span[] = [];
  const traces = { recordAnswer: (span: Span) => spans.push(span) } as unknown as Traces;
  const clock = new ManualClock();
  traceMessages(traces, clock)('chat.send', 30, code);
  const [span] = spans;
  if (!span) throw new Error('nothing was recorded');
  expect([span.startMs, span.endMs]).toEqual([clock.wallMs() - 30, clock.wallMs()]);
  return span;
}

test('a message is a span by its name, over the time that its answer took', () => {
  expect(traced('ok')).toMatchObject({
    name: 'socket chat.send',
    attributes: { 'rpc.method': 'chat.send', 'proscenium.code': 'ok' },
  });
});

test('what a guest did wrong is no error of the span, what is ours is', () => {
  expect(traced('not-allowed').error).toBeUndefined();
  expect(traced('internal').error).toBe('internal');
  expect(traced('timed-out').error).toBe('timed-out');
});

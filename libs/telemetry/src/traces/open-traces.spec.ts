import { afterEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { collectSpans } from '../../../../tests/support/telemetry/otlp-collector.js';
import { openTraces } from './open-traces.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function collect() {
  const collector = await collectSpans();
  closers.push(collector.close);
  return collector;
}

const PART = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };

test('spans of all processes reach a collector as one trace, with their ids and times', async () => {
  const { url, spans, asked } = await collect();
  const traces = await openTraces({
    ...{ url, authorization: 'Bearer secret', share: 1, version: '1.2.3', node: 'one' },
    log: silentLog,
  });
  const times = { startMs: 1_700_000_000_000, endMs: 1_700_000_000_500 };
  traces.record('programme', [{ name: 'part', ...PART, ...times, attributes: {} }]);
  const child = {
    traceId: PART.traceId,
    parentId: PART.spanId,
    ...times,
    attributes: { 'proscenium.held': true },
  };
  traces.record('front', [{ name: 'part.response', ...child }]);
  traces.record('outputs', [{ name: 'job mp4', ...times, attributes: {}, error: 'the disk is full' }]);
  await traces.close();
  expect(asked[0]).toEqual({ path: '/v1/traces', authorization: 'Bearer secret' });
  const of = (name: string) => spans.find((span) => span.name === name);
  expect(of('part')).toMatchObject({
    service: 'proscenium-programme',
    ...PART,
    startTimeUnixNano: '1700000000000000000',
    endTimeUnixNano: '1700000000500000000',
  });
  expect(of('part.response')).toMatchObject({
    service: 'proscenium-front',
    traceId: PART.traceId,
    parentSpanId: PART.spanId,
  });
  expect(of('job mp4')?.status).toMatchObject({ code: 2, message: 'the disk is full' });
  expect(of('job mp4')?.traceId).not.toBe(PART.traceId);
});

test('of requests a share is traced, and those whose caller says so', async () => {
  const { url, spans } = await collect();
  const traces = await openTraces({
    url,
    share: 0.5,
    version: '1',
    log: silentLog,
    random: () => Buffer.from([128, 0, 0, 0]),
  });
  const span = (name: string) => ({ name, startMs: 1_000, endMs: 1_010, attributes: {} });
  traces.recordAnswer(span('not of the share'));
  traces.recordAnswer(span('called'), `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`);
  traces.recordAnswer(span('called, not traced'), `00-${'c'.repeat(32)}-${'d'.repeat(16)}-00`);
  await traces.close();
  expect(spans.map(({ name }) => name)).toEqual(['called']);
  expect(spans[0]).toMatchObject({ kind: 2, traceId: 'c'.repeat(32), parentSpanId: 'd'.repeat(16) });
});

test('strangers who call themselves traced fill no collector', async () => {
  const { url, spans } = await collect();
  const traces = await openTraces({ url, share: 0, version: '1', log: silentLog });
  for (let at = 0; at < 500; at += 1)
    traces.recordAnswer(
      { name: 'called', startMs: 1_000, endMs: 1_010, attributes: {} },
      `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`,
    );
  await traces.close();
  expect(spans).toHaveLength(50);
});

test('a collector that is away holds nobody up', async () => {
  const traces = await openTraces({ url: 'http://127.0.0.1:9', share: 1, version: '1', log: silentLog });
  traces.record('server', [{ name: 'lost', startMs: 1, endMs: 2, attributes: {} }]);
  await traces.close();
});

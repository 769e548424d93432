import type { Log, Span } from '#kernel';
import { ChosenIds } from './chosen-ids.js';
import { parseTraceParent } from './trace-parent.js';
import type { ServiceName, Traces } from './traces.js';

export interface TracesOptions {
  /** Of the collector; `/v1/traces` is added. */
  url: string;
  authorization?: string | undefined;
  share: number;
  version: string;
  node?: string | undefined;
  log: Log;
  random?: () => number;
}

const SEND_EVERY_MS = 2_000;
const SEND_WITHIN_MS = 10_000;
const MOST_WAITING = 2_000;
const CLOSE_WITHIN_MS = 3_000;

/** Loads the OpenTelemetry SDK: a server without traces never does. */
export async function openTraces(options: TracesOptions): Promise<Traces> {
  const { url, authorization, share, version, node, log, random = Math.random } = options;
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const warn = (message: string) => log.warn('telemetry.traces | could not be sent', { message });
  const nothing = () => undefined;
  api.diag.setLogger(
    { error: warn, warn, info: nothing, debug: nothing, verbose: nothing },
    { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const ids = new ChosenIds();
  const createProvider = (service: ServiceName) =>
    new sdk.TracerProvider({
      idGenerator: ids,
      sampler: new sdk.AlwaysOnSampler(),
      forceFlushTimeoutMillis: CLOSE_WITHIN_MS,
      resource: resourceFromAttributes({
        'service.namespace': 'proscenium',
        'service.name': `proscenium-${service}`,
        'service.version': version,
        ...(node === undefined ? {} : { 'service.instance.id': node }),
      }),
      spanProcessors: [
        new sdk.BatchSpanProcessor({
          exporter: new OTLPTraceExporter({
            url: `${url.replace(/\/+$/, '')}/v1/traces`,
            ...(authorization === undefined ? {} : { headers: { Authorization: authorization } }),
            timeoutMillis: SEND_WITHIN_MS,
          }),
          maxQueueSize: MOST_WAITING,
          scheduledDelayMillis: SEND_EVERY_MS,
        }),
      ],
    });
  const providers = new Map<ServiceName, ReturnType<typeof createProvider>>();
  const tracerOf = (service: ServiceName) => {
    const provider = providers.get(service) ?? createProvider(service);
    providers.set(service, provider);
    return provider.getTracer('proscenium');
  };

  function recordOne(service: ServiceName, isAnswer: boolean, span: Span): void {
    const { name, startMs, endMs, attributes, traceId, spanId, parentId, error } = span;
    const parent =
      traceId === undefined || parentId === undefined
        ? api.ROOT_CONTEXT
        : api.trace.setSpanContext(api.ROOT_CONTEXT, {
            ...{ traceId, spanId: parentId, isRemote: true },
            traceFlags: api.TraceFlags.SAMPLED,
          });
    ids.choose({ traceId, spanId });
    const kind = isAnswer ? api.SpanKind.SERVER : api.SpanKind.INTERNAL;
    const started = tracerOf(service).startSpan(name, { kind, startTime: startMs, attributes }, parent);
    ids.choose({});
    if (error !== undefined) started.setStatus({ code: api.SpanStatusCode.ERROR, message: error });
    started.end(endMs);
  }

  return {
    record: (service, spans) => {
      for (const span of spans) recordOne(service, false, span);
    },
    recordAnswer: (span, traceparent) => {
      const parent = parseTraceParent(traceparent);
      if (parent === undefined ? random() >= share : !parent.isSampled) return;
      recordOne('server', true, { ...span, ...placeOf(parent) });
    },
    close: async () => {
      const closing = [...providers.values()].map((provider) => provider.shutdown());
      await Promise.allSettled(closing);
    },
  };
}

const placeOf = (parent: { traceId: string; parentId: string } | undefined) =>
  parent === undefined ? {} : { traceId: parent.traceId, parentId: parent.parentId };

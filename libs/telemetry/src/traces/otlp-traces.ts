import { type Log, type RandomBytes, type Span, systemClock, systemRandom } from '#kernel';
import { ChosenIds } from './chosen-ids.js';
import type { Sdk } from './load-sdk.js';
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
  random?: RandomBytes;
}

const SEND_EVERY_MS = 2_000;
const SEND_WITHIN_MS = 3_000;
const MOST_WAITING = 2_000;
/** The SDK would wait for a collector that is away for as long as it tries again. */
const CLOSE_WITHIN_MS = 1_500;
const TURN = 2 ** 32;
/** Anybody may send the header of a caller that traces: of more requests than these a second the share decides. */
const CALLED_A_SECOND = 50;

type Provider = InstanceType<Sdk['sdk']['TracerProvider']>;

/** Traces by OTLP, with a provider of its own for each process whose spans are recorded. */
export class OtlpTraces implements Traces {
  readonly #sdk: Sdk;
  readonly #options: TracesOptions;
  readonly #ids = new ChosenIds();
  readonly #providers = new Map<ServiceName, Provider>();
  #called = { second: 0, count: 0 };

  constructor(sdk: Sdk, options: TracesOptions) {
    this.#sdk = sdk;
    this.#options = options;
    const { api } = sdk;
    const warn = (message: string) => options.log.warn('telemetry.traces | could not be sent', { message });
    const nothing = () => undefined;
    api.diag.setLogger(
      { error: warn, warn, info: nothing, debug: nothing, verbose: nothing },
      { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true },
    );
  }

  record(service: ServiceName, spans: readonly Span[]): void {
    for (const span of spans) this.#record(service, span, this.#sdk.api.SpanKind.INTERNAL);
  }

  recordAnswer(span: Span, traceparent?: string): void {
    const parent = parseTraceParent(traceparent);
    if (parent?.isSampled === false) return;
    const isCalled = parent !== undefined && this.#mayCall(span.endMs);
    if (!isCalled && !this.#isOfShare()) return;
    const place = parent === undefined ? {} : { traceId: parent.traceId, parentId: parent.parentId };
    this.#record('server', { ...span, ...place }, this.#sdk.api.SpanKind.SERVER);
  }

  async close(): Promise<void> {
    const closing = [...this.#providers.values()].map((provider) => provider.shutdown());
    await Promise.race([Promise.allSettled(closing), systemClock.sleep(CLOSE_WITHIN_MS)]);
  }

  #mayCall(nowMs: number): boolean {
    const second = Math.floor(nowMs / 1_000);
    if (this.#called.second !== second) this.#called = { second, count: 0 };
    this.#called.count += 1;
    return this.#called.count <= CALLED_A_SECOND;
  }

  #isOfShare(): boolean {
    const { share, random = systemRandom } = this.#options;
    return Buffer.from(random(4)).readUInt32BE() / TURN < share;
  }

  #record(service: ServiceName, span: Span, kind: number): void {
    const { api } = this.#sdk;
    const { name, startMs, endMs, attributes, traceId, spanId, parentId, error } = span;
    const parent =
      traceId === undefined || parentId === undefined
        ? api.ROOT_CONTEXT
        : api.trace.setSpanContext(api.ROOT_CONTEXT, {
            ...{ traceId, spanId: parentId, isRemote: true },
            traceFlags: api.TraceFlags.SAMPLED,
          });
    this.#ids.choose({ traceId, spanId });
    const tracer = this.#providerOf(service).getTracer('proscenium');
    const started = tracer.startSpan(name, { kind, startTime: startMs, attributes }, parent);
    this.#ids.choose({});
    if (error !== undefined) started.setStatus({ code: api.SpanStatusCode.ERROR, message: error });
    started.end(endMs);
  }

  #providerOf(service: ServiceName): Provider {
    const known = this.#providers.get(service);
    if (known !== undefined) return known;
    const { sdk, resourceFromAttributes } = this.#sdk;
    const { version, node } = this.#options;
    const provider = new sdk.TracerProvider({
      idGenerator: this.#ids,
      sampler: new sdk.AlwaysOnSampler(),
      resource: resourceFromAttributes({
        'service.namespace': 'proscenium',
        'service.name': `proscenium-${service}`,
        'service.version': version,
        ...(node === undefined ? {} : { 'service.instance.id': node }),
      }),
      spanProcessors: [this.#processor()],
    });
    this.#providers.set(service, provider);
    return provider;
  }

  #processor() {
    const { sdk, OTLPTraceExporter } = this.#sdk;
    const { url, authorization } = this.#options;
    return new sdk.BatchSpanProcessor({
      exporter: new OTLPTraceExporter({
        url: `${url.replace(/\/+$/, '')}/v1/traces`,
        ...(authorization === undefined ? {} : { headers: { Authorization: authorization } }),
        timeoutMillis: SEND_WITHIN_MS,
      }),
      maxQueueSize: MOST_WAITING,
      scheduledDelayMillis: SEND_EVERY_MS,
    });
  }
}

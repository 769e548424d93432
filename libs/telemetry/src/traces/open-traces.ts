import { loadSdk } from './load-sdk.js';
import { OtlpTraces, type TracesOptions } from './otlp-traces.js';
import type { Traces } from './traces.js';

export async function openTraces(options: TracesOptions): Promise<Traces> {
  return new OtlpTraces(await loadSdk(), options);
}

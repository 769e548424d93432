/** What the language's types lack of the place where audio is processed. */
export interface ProcessorBase {
  readonly port: MessagePort;
}

interface WorkletScope {
  AudioWorkletProcessor: new () => ProcessorBase;
  registerProcessor(name: string, processor: new () => ProcessorBase): void;
  WorkerGlobalScope?: unknown;
  self?: unknown;
  location?: { href: string };
}

export const workletScope = globalThis as unknown as WorkletScope;

// The library asks whether it is in a page or a worker and at which address, and works here as well.
workletScope.WorkerGlobalScope ??= Object;
workletScope.self ??= workletScope;
workletScope.location ??= { href: '' };

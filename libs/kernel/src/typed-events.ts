type Listener<T> = (event: T) => void;
type ReportError = (error: unknown, name: string) => void;

/** Without a log, the error reaches the process as uncaught: a test must not overlook it. */
let report: ReportError = (error) =>
  queueMicrotask(() => {
    throw error;
  });

/** Where the errors of listeners go, in this whole process. Returns the function that undoes it. */
export function reportListenerErrors(newReport: ReportError): () => void {
  const before = report;
  report = newReport;
  return () => {
    report = before;
  };
}

/**
 * A typed emitter whose `on` answers with the function that unsubscribes. A listener that throws, or whose promise
 * rejects, stops neither the other listeners nor the emitting code.
 */
export class TypedEvents<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  on<K extends keyof Events>(name: K, listener: Listener<Events[K]>): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set);
    set.add(listener as Listener<never>);
    return () => set.delete(listener as Listener<never>);
  }

  once<K extends keyof Events>(name: K, listener: Listener<Events[K]>): () => void {
    const off = this.on(name, (event) => {
      off();
      listener(event);
    });
    return off;
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        const answer: unknown = (listener as Listener<Events[K]>)(event);
        if (answer instanceof Promise) answer.catch((error: unknown) => report(error, String(name)));
      } catch (error) {
        report(error, String(name));
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}

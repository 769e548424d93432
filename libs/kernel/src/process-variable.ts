/**
 * For a library that reads its setting from the environment while it is imported, and offers no other way:
 * set it, then import the library. Ours are settings, never this.
 */
export function offerProcessVariable(name: string, value: string): void {
  process.env[name] = value;
}

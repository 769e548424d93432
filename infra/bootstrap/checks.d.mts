/** Name, program and arguments. */
export const staticChecks: readonly (readonly [string, string, readonly string[]])[];

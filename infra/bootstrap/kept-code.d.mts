import type { compileFunction, SourceTextModule } from 'node:vm';

export function keepFunctions(compile: typeof compileFunction): typeof compileFunction;
export function keepModules(kind: typeof SourceTextModule): typeof SourceTextModule;

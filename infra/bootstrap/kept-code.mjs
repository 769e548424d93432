// Jest compiles each module again for each file of tests, since each has globals of its own. What V8 made of the same
// text before serves all files that a process runs.

/** The newest text of each name with what was made of it. A text that has changed is compiled again. */
function keptTexts() {
  const kept = new Map();
  return {
    of(name, code) {
      const found = kept.get(name);
      return found?.code === code ? found.data : undefined;
    },
    keep(name, code, data) {
      if (data !== undefined) kept.set(name, { code, data });
    },
  };
}

/** `vm.compileFunction` that keeps what it makes. Who asks for a cache of its own, or gives no name, is left alone. */
export function keepFunctions(compileFunction) {
  const kept = keptTexts();
  return (code, params = [], options = {}) => {
    const { filename, cachedData, produceCachedData } = options;
    if (!filename || cachedData || produceCachedData) return compileFunction(code, params, options);
    // V8 compares the text of the body only.
    const name = `${filename}(${params})`;
    const data = kept.of(name, code);
    if (data) return compileFunction(code, params, { ...options, cachedData: data });
    const made = compileFunction(code, params, { ...options, produceCachedData: true });
    kept.keep(name, code, made.cachedData);
    return made;
  };
}

/** The same for `vm.SourceTextModule`. */
export function keepModules(SourceTextModule) {
  const kept = keptTexts();
  return class extends SourceTextModule {
    constructor(code, options = {}) {
      const { identifier, cachedData } = options;
      const data = identifier && !cachedData ? kept.of(identifier, code) : undefined;
      super(code, data ? { ...options, cachedData: data } : options);
      if (identifier && !cachedData && !data) kept.keep(identifier, code, this.createCachedData());
    }
  };
}

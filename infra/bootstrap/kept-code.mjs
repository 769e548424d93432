// Jest compiles each module again for each file of tests, since each has globals of its own. What V8 made of the same
// text before serves all files that a process runs. V8 refuses what it made with other flags: a file that changes them
// has the next ones compiled once more.

/** From `vm.SourceTextModule`; functions say so and are compiled all the same. */
const REFUSED = 'ERR_VM_MODULE_CACHED_DATA_REJECTED';

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
    const again = data && compileFunction(code, params, { ...options, cachedData: data });
    if (again && !again.cachedDataRejected) return again;
    const made = compileFunction(code, params, { ...options, produceCachedData: true });
    kept.keep(name, code, made.cachedData);
    return made;
  };
}

/** The same for `vm.SourceTextModule`. */
export function keepModules(SourceTextModule) {
  const kept = keptTexts();
  return new Proxy(SourceTextModule, {
    construct(Module, [code, options = {}], target) {
      const { identifier, cachedData } = options;
      const make = (given) => Reflect.construct(Module, [code, given], target);
      if (!identifier || cachedData) return make(options);
      const data = kept.of(identifier, code);
      try {
        if (data) return make({ ...options, cachedData: data });
      } catch (error) {
        if (error.code !== REFUSED) throw error;
      }
      const made = make(options);
      kept.keep(identifier, code, made.createCachedData());
      return made;
    },
  });
}

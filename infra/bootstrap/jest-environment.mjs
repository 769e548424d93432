import vm from 'node:vm';
// A part of Jest: what `testEnvironment: 'node'` stands for.
import { TestEnvironment } from 'jest-environment-node';
import { keepFunctions, keepModules } from './kept-code.mjs';

// Once in a process; it serves files with the environment of a page as well.
vm.compileFunction = keepFunctions(vm.compileFunction);
vm.SourceTextModule = keepModules(vm.SourceTextModule);

/**
 * Jest's environment with a context whose globals are found as fast as anywhere else. Its own has a proxy behind the global
 * object, to empty that object at the end: each mention of `Math` or `Map` in a test, and in what is tested, asks the proxy.
 */
// biome-ignore lint/style/noDefaultExport: Jest takes the environment that its file exports so.
export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    // The only way in: the constructor makes the context and fills it.
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}

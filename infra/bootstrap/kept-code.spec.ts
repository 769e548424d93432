import { setFlagsFromString } from 'node:v8';
import { compileFunction, createContext, SourceTextModule } from 'node:vm';
import { expect, test } from '@jest/globals';
import { keepFunctions, keepModules } from './kept-code.mjs';

/** Notes what the compiler was given and what it made of that. */
function watchedCompiler() {
  const made: { hadData: boolean; isRejected: boolean | undefined }[] = [];
  const compile = keepFunctions((code, params, options) => {
    const compiled = compileFunction(code, params, options);
    made.push({ hadData: options?.cachedData !== undefined, isRejected: compiled.cachedDataRejected });
    return compiled;
  });
  return { compile, made };
}

test('a function is made of what was kept, in the context that asks for it', () => {
  const { compile, made } = watchedCompiler();
  const answers = [1, 2].map((step) =>
    compile('return n + step', ['n'], { filename: '/a.js', parsingContext: createContext({ step }) })(10),
  );
  expect(answers).toEqual([11, 12]);
  expect(made).toEqual([
    { hadData: false, isRejected: undefined },
    { hadData: true, isRejected: false },
  ]);
});

test('other text, parameters or name is compiled', () => {
  const { compile, made } = watchedCompiler();
  const answers = [
    compile('return a - b', ['a', 'b'], { filename: '/a.js' }),
    compile('return b - a', ['a', 'b'], { filename: '/a.js' }),
    compile('return b - a', ['b', 'a'], { filename: '/a.js' }),
    compile('return b - a', ['a', 'b'], { filename: '/b.js' }),
    compile('return b - a', ['a', 'b']),
    compile('return b - a', ['a', 'b']),
  ].map((each) => each(5, 3));
  expect(answers).toEqual([2, -2, 2, -2, -2, -2]);
  expect(made.every(({ hadData }) => !hadData)).toBe(true);
});

test('a fault of syntax is a fault each time', () => {
  const { compile } = watchedCompiler();
  for (const _ of [1, 2])
    expect(() => compile('return (', [], { filename: '/a.js' })).toThrow('Unexpected end of input');
});

test('a module is made of what was kept, and of its text once that has changed', async () => {
  const given: boolean[] = [];
  class Watched extends SourceTextModule {
    constructor(...[code, options]: ConstructorParameters<typeof SourceTextModule>) {
      super(code, options);
      given.push(options?.cachedData !== undefined);
    }
  }
  const Kept = keepModules(Watched);
  const load = async (code: string, step: number) => {
    const module = new Kept(code, { identifier: '/a.mjs', context: createContext({ step }) });
    await module.link(() => Promise.reject(new Error('it imports nothing')));
    await module.evaluate();
    return module.namespace;
  };
  expect(await load('export const found = step;', 1)).toMatchObject({ found: 1 });
  expect(await load('export const found = step;', 2)).toMatchObject({ found: 2 });
  expect(await load('export const moved = step;', 3)).toMatchObject({ moved: 3 });
  expect(given).toEqual([false, true, false]);
});

test('what V8 refuses once its flags have changed is compiled again and kept', () => {
  const Kept = keepModules(SourceTextModule);
  const load = () =>
    new Kept('export const found = 1;', { identifier: '/a.mjs', context: createContext({}) }).status;
  load();
  setFlagsFromString('--stack-size=900');
  try {
    expect([load(), load()]).toEqual(['unlinked', 'unlinked']);
  } finally {
    setFlagsFromString('--stack-size=984');
  }
});

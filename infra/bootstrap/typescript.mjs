// Lets `node --import ./infra/bootstrap/typescript.mjs file.ts` run the TypeScript of tests and tools as it stands.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);

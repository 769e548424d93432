// Lets `node --import ./infra/bootstrap/typescript.mjs file.ts` run TypeScript without a build.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);

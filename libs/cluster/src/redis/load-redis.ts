import { createRequire } from 'node:module';

/** A site of one machine never loads it. */
export const loadRedis = () => createRequire(import.meta.url)('ioredis') as typeof import('ioredis');

import './infra/bootstrap/use-supported-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One tier, or several that share the machine: `medium,conformance`. */
const tiers = (process.env.PROSCENIUM_TIER ?? 'unit').split(',');
const unit = tiers.includes('unit');

const components = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'es6' },
  sourceMaps: true,
};

// Unit tests read the sources; every other tier reads what was built, since that is what runs.
export default {
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/infra/bootstrap/jest-environment.mjs',
  testEnvironmentOptions: { customExportConditions: unit ? ['source', 'node'] : ['node'] },
  roots: (unit
    ? ['libs', 'apps', 'tests/laws', 'tests/support', 'tests/bench', 'infra']
    : tiers.map((tier) => `tests/${tier}`)
  )
    .filter((folder) => existsSync(join(import.meta.dirname, folder)))
    .map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '\\.css$': '<rootDir>/apps/web/testing/no-style.ts',
  },
  transform: { '^.+\\.ts$': ['@swc/jest'], '^.+\\.tsx$': ['@swc/jest', components] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
  testTimeout: unit ? 5_000 : 60_000,
};

import { existsSync } from 'node:fs';
import { join } from 'node:path';

const unit = process.env.PROSCENIUM_TIER === undefined || process.env.PROSCENIUM_TIER === 'unit';

// Unit tests read the sources; every other tier reads what was built, since that is what runs.
export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: unit ? ['source', 'node'] : ['node'] },
  roots: (unit
    ? ['libs', 'apps', 'tests/laws', 'tests/support', 'tests/bench', 'infra']
    : [`tests/${process.env.PROSCENIUM_TIER}`]
  )
    .filter((folder) => existsSync(join(import.meta.dirname, folder)))
    .map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
  testTimeout: unit ? 5_000 : 60_000,
};

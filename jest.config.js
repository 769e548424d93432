const unit = process.env.PROSCENIUM_TIER === undefined || process.env.PROSCENIUM_TIER === 'unit';

// Unit tests read the sources; every other tier reads what was built, since that is what runs.
export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: unit ? ['source', 'node'] : ['node'] },
  roots: unit
    ? ['<rootDir>/libs', '<rootDir>/apps/server', '<rootDir>/tests/laws', '<rootDir>/infra']
    : [`<rootDir>/tests/${process.env.PROSCENIUM_TIER}`],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
  testTimeout: unit ? 5_000 : 60_000,
};

import { defineConfig } from 'vitest/config';

const withServices = {
  environment: 'node',
  globalSetup: ['services/backend/test/support/global-setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['services/*/src/**/*.test.ts'] } },
      { test: { name: 'guards', include: ['services/*/test/guards/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'integration', include: ['services/*/test/{api,flows}/**/*.test.ts'], ...withServices } },
      {
        // Real processes are killed under load: one file at a time, or they would starve each other.
        test: {
          name: 'crash',
          include: ['services/*/test/crash/**/*.test.ts'],
          ...withServices,
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
    coverage: { include: ['services/*/src/**/*.ts'], exclude: ['**/generated/**', '**/*.test.ts'] },
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['services/*/src/**/*.test.ts'], environment: 'node' },
      },
      {
        test: {
          name: 'integration',
          include: ['services/*/test/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['services/backend/test/support/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
    coverage: { include: ['services/*/src/**/*.ts'], exclude: ['**/generated/**', '**/*.test.ts'] },
  },
});

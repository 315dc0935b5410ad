import { configDefaults, defineConfig } from 'vitest/config';
import { canStartEdge } from './services/backend/dev/edge/nginx.ts';

const withServices = {
  environment: 'node',
  globalSetup: ['services/backend/test/support/global-setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // Without nginx these do not exist; test/support/services.ts says so.
  exclude: canStartEdge() ? configDefaults.exclude : [...configDefaults.exclude, '**/edge*.test.ts'],
};

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['services/*/{src,dev}/**/*.test.ts'], sequence: { groupOrder: 1 } } },
      {
        test: {
          name: 'guards',
          include: ['services/*/test/guards/**/*.test.ts'],
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          maxWorkers: 2,
          include: ['services/*/test/{api,flows}/**/*.test.ts'],
          ...withServices,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // Real processes are killed under load: after all else and one file at a time, or they would starve.
        test: {
          name: 'crash',
          include: ['services/*/test/crash/**/*.test.ts'],
          ...withServices,
          testTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
    coverage: { include: ['services/*/src/**/*.ts'], exclude: ['**/generated/**', '**/*.test.ts'] },
  },
});

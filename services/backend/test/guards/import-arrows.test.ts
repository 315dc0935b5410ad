import { describe, expect, it } from 'vitest';
import { localImports, readSources } from './source-files.ts';

/** Which part may import which (docs/architecture.md). A part may always import itself. */
const arrows: Record<string, string[]> = {
  start: [
    'backup',
    'doctor',
    'env-backup',
    'keys',
    'app',
    'api',
    'workers',
    'env',
    'env-schema',
    'http',
    'modules',
    'mirror',
    'webhooks',
    'jobs',
    'clients',
    'platform',
  ],
  app: ['api', 'http', 'modules', 'webhooks', 'platform'],
  api: ['http', 'modules', 'platform'],
  workers: ['env-schema', 'modules', 'mirror', 'webhooks', 'jobs', 'clients', 'platform'],
  mirror: ['env-schema', 'modules', 'webhooks', 'clients', 'platform'],
  http: ['webhooks', 'platform'],
  webhooks: ['http', 'modules', 'jobs', 'clients', 'platform'],
  jobs: ['webhooks', 'clients', 'platform'],
  modules: ['http', 'clients', 'platform'],
  keys: ['modules', 'webhooks', 'platform'],
  backup: ['clients', 'platform'],
  doctor: ['env-schema', 'keys', 'jobs', 'clients', 'platform'],
  clients: ['platform'],
  platform: ['generated'],
  env: ['env-schema', 'env-mail', 'env-storage', 'platform'],
  'env-schema': ['env-backup', 'env-mail', 'env-shopify', 'env-storage', 'platform'],
  'env-backup': ['platform'],
  'env-mail': ['platform'],
  'env-shopify': ['platform'],
  'env-storage': ['platform'],
};

const files = readSources('src').filter(({ path }) => !path.endsWith('.test.ts'));

/** src/app.ts -> app, src/webhooks/relay.ts -> webhooks */
function partOf(path: string): string {
  return (path.split('/')[1] as string).replace(/\.ts$/, '');
}

function forbidden(find: (from: string, to: string) => boolean): string[] {
  return files.flatMap((file) =>
    localImports(file)
      .filter((to) => find(file.path, to))
      .map((to) => `${file.path} -> ${to}`),
  );
}

describe('import arrows', () => {
  it('sees the imports at all', () => {
    expect(files.flatMap(localImports).length).toBeGreaterThan(100);
  });

  it('point downwards only', () => {
    const generatedTypes = 'generated';
    expect(
      forbidden((from, to) => {
        const [source, target] = [partOf(from), partOf(to)];
        return source !== target && target !== generatedTypes && !arrows[source]?.includes(target);
      }),
    ).toEqual([]);
  });

  it('never lead from one module to another', () => {
    const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1];
    expect(
      forbidden((from, to) => {
        const [source, target] = [moduleOf(from), moduleOf(to)];
        return source !== undefined && target !== undefined && source !== target;
      }),
    ).toEqual([]);
  });

  it('keep routes away from queries, Prisma and BullMQ', () => {
    expect(forbidden((from, to) => /\.routes\.ts$/.test(from) && /\.(reads|writes)\.ts$|generated\//.test(to))).toEqual(
      [],
    );
    const drivers = files.filter(
      ({ path, text }) => /\.routes\.ts$/.test(path) && /from '(bullmq|@prisma|pg)/.test(text),
    );
    expect(drivers.map(({ path }) => path)).toEqual([]);
  });

  it('keep fastify out of services', () => {
    const services = files.filter(({ path, text }) => /\.service\.ts$/.test(path) && /from '(@?fastify)/.test(text));
    expect(services.map(({ path }) => path)).toEqual([]);
  });

  it('lead from src to src only', () => {
    expect(forbidden((_from, to) => !to.startsWith('src/'))).toEqual([]);
  });
});

import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityVariables } from '../../services/backend/dev/identity/issuer.ts';
import { startPrimary } from '../../services/backend/dev/postgres/postgres.ts';
import { commitAll, type FlyApp, startFlyApp } from '../../services/backend/test/support/fly-app.ts';
import { runPlay } from './data/command.ts';

const root = join(import.meta.dirname, '..', '..');
const catalogue = 'services/backend/src/modules/catalogue/catalogue.routes.ts';

await runPlay({
  name: 'poisoned-deploy',
  title: 'A poisoned deploy, rolled back',
  about:
    'Deploys this commit with npm run deploy, then one on top that starts, is ready, and fails at GET /api/v1/products. The real commands and the real servers; only fly is stood in for. Smoke must notice and bring the good release back.',
  rows: 1,
  async run({ folder, report }) {
    const server = await startPrimary({ dataDir: join(folder, 'server') });
    const repository = join(folder, 'repository');
    const app = await startFlyApp(join(folder, 'fly'), settingsOf(server.url()));
    try {
      await report.step('clone, with a remote of its own', () => cloneTo(repository, folder));
      const good = commitAll(repository, 'The good release');
      const first = await report.step('deploy the good release', () => deploy(repository, app));

      await poison(repository);
      commitAll(repository, 'The poisoned release');
      const watch = watchProducts(app.url);
      const second = await report.step('deploy the poisoned one, notice, go back', () => deploy(repository, app));
      const { failures, seconds } = await watch.stop();
      const works = await fetch(`${app.url}/api/v1/products`).then((reply) => reply.status === 200);

      for (const { what, seconds: took } of second.report.steps) report.note(what, `${took} s`);
      report.note('outcome', second.report.outcome);
      report.note('requests that failed meanwhile', failures);
      report.note('from the first failure to the last (s)', seconds);
      report.claim('the good release was deployed', first.code === 0);
      report.claim('the command of the poisoned one ended with 1', second.code === 1);
      report.claim(
        'smoke noticed what readiness did not',
        failures > 0 && /products is answered 500/.test(second.report.outcome),
      );
      report.claim(
        'the image of the good release is deployed last',
        app.releases().at(-1)?.ImageRef.endsWith(good) === true,
      );
      report.claim('GET /api/v1/products answers again', works);
    } finally {
      await app.stop();
      await server.stop('immediate');
    }
  },
});

function settingsOf(databaseUrl: string) {
  const secret = () => randomBytes(16).toString('hex');
  return {
    start: [process.execPath, 'services/backend/src/start/server.ts'],
    releaseCommand: [process.execPath, 'services/backend/src/start/migrate.ts'],
    env: {
      ...{ NODE_ENV: 'test', LOG_LEVEL: 'error', ENABLE_QUEUE: 'false', HOST: '127.0.0.1', DATABASE_URL: databaseUrl },
      ...{
        SHOPIFY_SHOP_DOMAIN: 'pet-shop-play.myshopify.com',
        SHOPIFY_WEBHOOK_SECRET: secret(),
        ENCRYPTION_KEY: secret(),
      },
      ...identityVariables(),
    },
    links: {
      node_modules: join(root, 'node_modules'),
      'services/backend/src/generated': join(root, 'services/backend/src/generated'),
    },
    readyTimeoutMs: 60_000,
  };
}

/** The checks of the copy are none: they are played nowhere here, and take minutes. */
async function cloneTo(repository: string, folder: string): Promise<void> {
  execFileSync('git', ['clone', '--quiet', '--bare', root, join(folder, 'origin.git')]);
  execFileSync('git', ['clone', '--quiet', root, repository]);
  execFileSync('git', ['-C', repository, 'remote', 'set-url', 'origin', join(folder, 'origin.git')]);
  const file = join(repository, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { scripts: Record<string, string> };
  manifest.scripts['check'] = 'node --version';
  await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A fault that no probe sees: the handler of one route throws. */
async function poison(repository: string): Promise<void> {
  const file = join(repository, catalogue);
  const text = await readFile(file, 'utf8');
  const broken = text.replace(/catalogue\.listProducts\([^()]*\)/, "Promise.reject(new Error('poison'))");
  if (broken === text) throw new Error('the route to poison was not found');
  await writeFile(file, broken);
}

interface Deployed {
  code: number | null;
  report: { outcome: string; steps: { what: string; seconds: number }[] };
}

async function deploy(repository: string, app: FlyApp): Promise<Deployed> {
  const args = ['--to', 'staging', '--url', app.url, '--patience', '5', '--json'];
  const child = spawn(process.execPath, [join(root, 'scripts/deploy.ts'), ...args], {
    cwd: repository,
    env: { ...process.env, ...app.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, report: JSON.parse(stdout) as Deployed['report'] };
}

function watchProducts(url: string) {
  let isRunning = true;
  const failedAt: number[] = [];
  const running = (async () => {
    while (isRunning) {
      const status = await fetch(`${url}/api/v1/products`).then(
        (reply) => reply.status,
        () => 0,
      );
      if (status !== 200) failedAt.push(performance.now());
      await sleep(100);
    }
  })();
  return {
    async stop() {
      isRunning = false;
      await running;
      const span = (failedAt.at(-1) ?? 0) - (failedAt[0] ?? 0);
      return { failures: failedAt.length, seconds: Math.round(span / 100) / 10 };
    },
  };
}

import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repositoryRoot } from './data-folder.ts';
import { describeDatabase } from './databases.ts';
import type { RunningInstance } from './running-instance.ts';

export interface BannerFacts {
  instance: RunningInstance;
  redisUrl: string | undefined;
  isEmbedded: boolean;
  watches: boolean;
}

/** One screen: what runs where, what to try, how to stop and how to start over. */
export function renderBanner({ instance, redisUrl, isEmbedded, watches }: BannerFacts): string {
  const folder = relative(repositoryRoot, instance.dataFolder) || instance.dataFolder;
  const shownFolder = folder.startsWith('..') ? instance.dataFolder : folder;
  const rows: [string, string][] = [
    ['API', instance.apiUrl],
    ['Docs', instance.docsUrl],
    ['OpenAPI', `${instance.apiUrl}/openapi.json`],
    ['Operate', `${instance.apiUrl}/ops  (sign in with: npm run --silent token -- --user op --role admin)`],
    ['Webhooks', `${instance.webhookUrl}  (POST, signed; shop ${instance.shopDomain})`],
    ['Health', `${instance.apiUrl}/healthz/detailed`],
    ['Metrics', `${instance.apiUrl}/metrics`],
    [
      'Private',
      `${instance.opsUrl}${instance.workerOpsUrl ? `, worker ${instance.workerOpsUrl}` : ''}  (OPS_PORT: health, metrics)`,
    ],
    ['Database', `${isEmbedded ? 'embedded PostgreSQL ' : ''}${describeDatabase(instance.databaseUrl)}`],
    [
      'Replica',
      instance.databaseReplicaUrl ? describeDatabase(instance.databaseReplicaUrl) : 'none: reads use the primary',
    ],
    ['Queue', describeQueue(instance, redisUrl)],
    ['Data', `${shownFolder}  (${megabytes(instance.dataFolder)} MB)`],
    ['Secrets', `${join(shownFolder, 'secrets.json')}  (made for development; the environment wins)`],
  ];
  return [
    '',
    `  The pet backend runs.${watches ? ' It restarts when a source file changes.' : ''}`,
    '',
    ...rows.map(([label, value]) => `  ${label.padEnd(10)}${value}`),
    '',
    '  Try it    npm run demo   (in another terminal: signed webhooks in, shop data out)',
    '  Stop      Ctrl-C',
    `  Restart   from nothing: stop it, then delete ${shownFolder}`,
    '',
  ].join('\n');
}

function describeQueue(instance: RunningInstance, redisUrl: string | undefined): string {
  if (instance.queue === 'none') return 'none (ENABLE_QUEUE=false): the server processes deliveries itself';
  if (instance.queue === 'postgres') return 'BullMQ on PostgreSQL  (REDIS_URL chooses Redis)';
  if (!redisUrl || !URL.canParse(redisUrl)) return 'BullMQ on Redis Cluster';
  const { hostname, port } = new URL(redisUrl);
  return `BullMQ on Redis ${hostname}:${port || 6379}`;
}

function megabytes(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    bytes += statSync(join(folder, entry), { throwIfNoEntry: false })?.size ?? 0;
  }
  return Math.round(bytes / 1_000_000);
}

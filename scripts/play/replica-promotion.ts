import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../../services/backend/dev/postgres/server.ts';
import { waitUntil } from '../../services/backend/dev/start/processes.ts';
import { runPlay } from './data/command.ts';
import { findMissing, promote, startPair } from './data/pair.ts';
import { createPlayService, type Load, type PlayService, startLoad } from './data/service.ts';

const senders = 8;
const loadMs = 3_000;
const mostUnattendedSeconds = 30;

await runPlay({
  name: 'replica-promotion',
  title: 'Primary lost, replica promoted',
  about:
    'Kills the primary (SIGKILL) under a load of webhooks, with synchronous replication, promotes the replica, points the service to it, and looks for every delivery that was acknowledged.',
  rows: 1,
  async run({ folder, report }) {
    const { primary, replica } = await report.step('start the pair, replicating synchronously', () =>
      startPair(folder, 'synchronous'),
    );
    const service = await createPlayService();
    try {
      await report.step('start the service', () => service.start(primary.url(), replica.url()));
      const load = startLoad(service.url, senders);
      await report.step('take deliveries', () => sleep(loadMs));

      const killedAt = performance.now();
      await report.step('kill the primary', () => primary.kill());
      const before = new Set(load.acknowledged.keys());
      await report.step('notice, and promote the replica', () => promote({ primary, replica }));
      await report.step('start the service on the new primary', () => restart(service, replica));
      await report.step('wait for the first delivery to be taken', () => untilAcknowledged(load, before.size));
      const unattended = (Math.min(...timesAfter(load, killedAt, before)) - killedAt) / 1_000;
      await report.step('take deliveries again', () => sleep(loadMs));
      await load.stop();

      const missing = (await findMissing(replica.url(), [...load.acknowledged.keys()])).length;
      report.note('acknowledged before the primary was killed', before.size);
      report.note('acknowledged in all', load.acknowledged.size);
      report.note('seconds from the kill to the next acknowledgement', unattended.toFixed(1));
      report.claim(
        'deliveries were acknowledged before and after',
        before.size > 0 && load.acknowledged.size > before.size,
      );
      report.claim(`every acknowledged delivery is on the new primary (${missing} missing)`, missing === 0);
      report.claim(`it took less than ${mostUnattendedSeconds} s`, unattended < mostUnattendedSeconds);
    } finally {
      await service.kill();
    }
  },
});

async function restart(service: PlayService, replica: PostgresServer): Promise<void> {
  await service.kill();
  await service.start(replica.url());
}

async function untilAcknowledged(load: Load, already: number): Promise<void> {
  if (!(await waitUntil(() => load.acknowledged.size > already, 30_000))) throw new Error('nothing is acknowledged');
}

/** Answers that were on their way when the primary died count as before. */
function timesAfter(load: Load, killedAt: number, before: ReadonlySet<string>): number[] {
  return [...load.acknowledged].filter(([id, at]) => !before.has(id) && at > killedAt).map(([, at]) => at);
}

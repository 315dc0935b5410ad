import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../../services/backend/dev/postgres/server.ts';
import { waitUntil } from '../../services/backend/dev/start/processes.ts';
import { withConnection } from '../../services/backend/src/platform/connection.ts';
import { runPlay } from './data/command.ts';
import { findMissing, type Pair, promote, type Replication, startPair } from './data/pair.ts';
import type { Report } from './data/report.ts';
import { createPlayService, type Load, startLoad } from './data/service.ts';

const senders = 8;
const loadMs = 1_500;
/** Longer than the service waits for a commit, so that a sender who is refused has been told so. */
const stallMs = 2_000;

await runPlay({
  name: 'replication-loss',
  title: 'Primary lost with commits that the replica had not received',
  about:
    'Stalls replication, takes webhooks, kills the primary (SIGKILL) and promotes the replica; once with asynchronous replication, which loses what was acknowledged meanwhile, and once with synchronous replication, which acknowledges nothing that it could lose.',
  rows: 1,
  async run({ folder, report }) {
    for (const replication of ['asynchronous', 'synchronous'] as const) {
      await playOnce(folder, replication, report);
    }
  },
});

interface Outcome {
  /** Acknowledged while the replica received everything. */
  before: string[];
  /** Acknowledged while it received nothing. */
  stalled: string[];
  /** Of what was sent meanwhile, acknowledged by the new primary: sent again, as Shopify does. */
  after: string[];
  missing: Set<string>;
}

async function playOnce(folder: string, replication: Replication, report: Report): Promise<void> {
  const pair = await report.step(`${replication}: start the pair`, () => startPair(folder, replication));
  const service = await createPlayService();
  try {
    await service.start(pair.primary.url(), pair.replica.url());
    const outcome = await report.step(`${replication}: lose the primary under load, promote, go on`, () =>
      losePrimary(pair, service),
    );
    tell(replication, outcome, report);
  } finally {
    await service.kill();
    await pair.primary.stop('immediate');
    await pair.replica.stop('immediate');
  }
}

async function losePrimary(pair: Pair, service: Awaited<ReturnType<typeof createPlayService>>): Promise<Outcome> {
  const { primary, replica } = pair;
  const first = startLoad(service.url, senders);
  await sleep(loadMs);
  await first.stop();
  await untilReceived(primary);

  const isStalled = await stallReplication(primary);
  const second = startLoad(service.url, senders);
  await sleep(stallMs);
  if (!(await isStalled())) throw new Error('the replica has received what it was not to receive');
  await primary.kill();

  await promote(pair);
  // Answers that were on their way when the primary died have come by now, and no others can.
  const stalled = [...second.acknowledged.keys()];
  await service.kill();
  await service.start(replica.url());
  await untilAcknowledged(second, stalled.length);
  await sleep(loadMs);
  await second.stop();
  const after = [...second.acknowledged.keys()].slice(stalled.length);
  const before = [...first.acknowledged.keys()];
  return {
    before,
    stalled,
    after,
    missing: new Set(await findMissing(replica.url(), [...before, ...stalled, ...after])),
  };
}

/** Until the replica has everything that is committed. */
async function untilReceived(primary: PostgresServer): Promise<void> {
  await withConnection(primary.superUrl(), async (connection) => {
    const isThere = async () => {
      const { rows } = await connection.query(
        'SELECT FROM pg_stat_replication WHERE flush_lsn >= pg_current_wal_flush_lsn()',
      );
      return rows.length === 1;
    };
    if (!(await waitUntil(isThere, 10_000))) throw new Error('the replica does not catch up');
  });
}

/**
 * Stops the process that sends to the replica (SIGSTOP), as a network does that no longer delivers: the connection
 * stands, and nothing comes. Ends with the primary.
 * @returns whether the replica still has what it had.
 */
async function stallReplication(primary: PostgresServer): Promise<() => Promise<boolean>> {
  const read = () =>
    withConnection(primary.superUrl(), async (connection) => {
      const { rows } = await connection.query<{ pid: number; position: string }>(
        'SELECT pid, sent_lsn::text AS position FROM pg_stat_replication',
      );
      if (!rows[0]) throw new Error('there is no replica');
      return rows[0];
    });
  const { pid } = await read();
  process.kill(pid, 'SIGSTOP');
  const { position } = await read();
  return async () => (await read()).position === position;
}

async function untilAcknowledged(load: Load, already: number): Promise<void> {
  if (!(await waitUntil(() => load.acknowledged.size > already, 30_000))) throw new Error('nothing is acknowledged');
}

function tell(replication: Replication, { before, stalled, after, missing }: Outcome, report: Report): void {
  const lost = (ids: string[]) => ids.filter((id) => missing.has(id)).length;
  report.note(
    `${replication}: acknowledged before, during the stall, after`,
    [before, stalled, after].map((ids) => ids.length).join(', '),
  );
  report.note(`${replication}: acknowledged and lost`, missing.size);
  report.claim(`${replication}: what the replica had received is all there`, before.length > 0 && lost(before) === 0);
  report.claim(`${replication}: what the new primary acknowledged is all there`, after.length > 0 && lost(after) === 0);
  if (replication === 'asynchronous') {
    report.claim(
      'asynchronous: deliveries were acknowledged during the stall, and every one of them is lost',
      stalled.length > 0 && lost(stalled) === stalled.length,
    );
  } else {
    report.claim(
      'synchronous: nothing was acknowledged during the stall, and so nothing is lost',
      stalled.length === 0,
    );
  }
}

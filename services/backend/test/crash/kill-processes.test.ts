import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFailed, test } from 'vitest';
import { type QueueKind, queueKinds, startInstallation } from './support/installation.ts';
import { endLeases, endTrust, findDifferences, waitUntilSettled } from './support/proof.ts';
import { between, chooseSeed, createRandom, pick, roundsOf } from './support/random.ts';
import { startSenders } from './support/senders.ts';

/** The queue that production has gets the most. */
const roundsFor = (queue: QueueKind) => roundsOf(queue === queueKinds[0] ? 2 : 1);
const killsPerRound = 3;

test.for(queueKinds)(
  'kill -9 at any moment loses nothing and does nothing twice (queue: %s)',
  {
    timeout: 40_000 * roundsOf(2),
  },
  async (queue) => {
    const seed = chooseSeed();
    onTestFailed(() => {
      process.stdout.write(`repeat with CRASH_SEED=${seed}\n`);
    });
    const random = createRandom(seed);
    const { databaseUrl, servers, workers, urls } = await startInstallation({ queue });
    const senders = startSenders({ urls, random, concurrency: 4, pauseMs: 60 });
    let kills = 0;
    for (let round = 0; round < roundsFor(queue); round += 1) {
      for (let kill = 0; kill < killsPerRound; kill += 1) {
        await sleep(between(random, 300, 1_200));
        // The server at least once in a round: its end is what the senders notice.
        const victim = pick(random, kill === 0 ? servers : [...servers, ...workers]);
        await victim.kill();
        await sleep(between(random, 0, 150));
        await victim.start();
        kills += 1;
      }
      await endLeases(databaseUrl);
    }
    await sleep(300);
    await senders.finish();
    await endLeases(databaseUrl);
    await endTrust(databaseUrl);
    await waitUntilSettled(databaseUrl, 30_000);
    const { ledger } = senders;
    process.stdout.write(
      `kill -9 (${queue}): ${kills} kills, ${ledger.acknowledged.size} deliveries, ${ledger.resent} sent again after ` +
        `an error, ${ledger.repeated} repeated\n`,
    );
    expect(ledger.resent, 'the kills were noticed').toBeGreaterThan(0);
    expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
  },
);

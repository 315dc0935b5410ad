import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFailed, test } from 'vitest';
import { queueKinds, startInstallation } from './support/installation.ts';
import { endLeases, findDifferences, waitUntilSettled } from './support/proof.ts';
import { between, chooseSeed, createRandom, pick, roundsOf } from './support/random.ts';
import { startSenders } from './support/senders.ts';

const rounds = roundsOf(2);
const killsPerRound = 3;

test.for(queueKinds)(
  'kill -9 at any moment loses nothing and does nothing twice (queue: %s)',
  {
    timeout: 40_000 * rounds,
  },
  async (queue) => {
    const seed = chooseSeed();
    onTestFailed(() => {
      process.stdout.write(`repeat with CRASH_SEED=${seed}\n`);
    });
    const random = createRandom(seed);
    const { databaseUrl, servers, workers, urls } = await startInstallation({ queue });
    const senders = startSenders({ urls, random });
    let kills = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (let kill = 0; kill < killsPerRound; kill += 1) {
        await sleep(between(random, 200, 1_000));
        const victim = pick(random, [...servers, ...workers]);
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

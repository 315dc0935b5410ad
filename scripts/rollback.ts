import { parseArgs } from 'node:util';
import { CommandError, print, runCommand } from '../services/backend/src/start/command-line.ts';
import { commitOf, deployImage, findGoodImages, listReleases, type Release, readTarget } from './deploy/fly.ts';
import { compareMigrations, hasCommit, readExpected, render } from './deploy/repository.ts';
import { findSmokeProblem } from './deploy/smoke.ts';
import { createSteps } from './deploy/steps.ts';

const help = `Puts the last release that was good back on Fly.io. Nothing is built, and the database stays as it is.

  npm run rollback -- --to staging|production

  --url URL     where the public reaches it (https://APP.fly.dev)
  --dry-run     says which release that is, and whether it could work
  --json        one object

Refuses when a migration since then keeps that release from working, and says which. A release that was gone back from
before is never chosen. Secrets and [env] stay those of now. See docs/runbooks/rollback.md.
Exit codes: 0 rolled back and working, 1 not, 2 wrong usage.`;

const patienceMs = 60_000;

process.exitCode = await runCommand(main, 'npm run rollback -- --help');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      to: { type: 'string' },
      url: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  const target = await readTarget(values.to, values.url);
  const steps = createSteps();
  const title = `Rollback of ${target.name}`;
  try {
    const { image, commit } = await steps.run('find the release before', async () =>
      choose(await listReleases(target)),
    );
    if (values['dry-run']) {
      print(`Would deploy ${image} to ${target.app}. It could work: no migration since then stands against it.`);
      return 0;
    }
    await steps.run(`fly deploy --image ${image}`, () => deployImage(target, image));
    const problem = await steps.run('smoke', async () =>
      findSmokeProblem(target.url, await readExpected(commit), patienceMs),
    );
    steps.report(
      title,
      values.json,
      problem ? `deployed, and does not work: ${problem}` : `${commit.slice(0, 12)} works`,
    );
    return problem ? 1 : 0;
  } catch (error) {
    steps.report(title, values.json, 'stopped');
    throw error;
  }
}

/** @throws CommandError when there is none, or when it could not work with the database of now. */
async function choose(releases: readonly Release[]): Promise<{ image: string; commit: string }> {
  const last = releases.at(-1);
  if (last?.InProgress) throw new CommandError('A deploy is under way: wait for its end, which fly releases shows.');
  const good = findGoodImages(releases);
  // After a deploy that failed, the last complete release is the one to have back.
  const image = good.at(last?.Status === 'complete' ? -2 : -1);
  if (!image || (last?.Status === 'complete' && good.length < 2)) {
    throw new CommandError('There is no release to go back to among the last 25: mend it and deploy.');
  }
  const commit = await requireCommit(image);
  // Whatever was tried since then may have migrated, also what fly calls failed.
  const since = new Set(
    releases.slice(releases.findLastIndex((one) => one.ImageRef === image) + 1).map((one) => one.ImageRef),
  );
  for (const later of since) {
    if (later === '') continue;
    const { oneWay } = await compareMigrations(commit, await requireCommit(later));
    if (oneWay.length === 0) continue;
    throw new CommandError(
      `${commit.slice(0, 12)} cannot work with the database of now:\n${render(oneWay)}\n` +
        'Go forward: mend the fault on top of what runs now and deploy that. If the data itself is harmed, restore:\n' +
        'docs/runbooks/backup-and-restore.md, docs/runbooks/point-in-time-recovery.md.',
    );
  }
  return { image, commit };
}

async function requireCommit(image: string): Promise<string> {
  const commit = commitOf(image);
  if (commit && (await hasCommit(commit))) return commit;
  throw new CommandError(
    `${image} is of no commit that this clone has, so nobody knows which migrations it needs: git fetch. If npm run deploy\n` +
      'has not built it, decide by hand, and: fly deploy --config ... --image ...',
  );
}

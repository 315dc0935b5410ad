import { parseArgs } from 'node:util';
import { CommandError, complain, print, runCommand, UsageError } from '../services/backend/src/start/command-line.ts';
import {
  commitOf,
  deployCommit,
  deployImage,
  findGoodImages,
  listReleases,
  readTarget,
  type Target,
  takeBackup,
} from './deploy/fly.ts';
import { runProgram } from './deploy/programs.ts';
import {
  type Between,
  compareMigrations,
  hasCommit,
  readExpected,
  render,
  requirePushedCommit,
} from './deploy/repository.ts';
import { findSmokeProblem } from './deploy/smoke.ts';
import { createSteps, type Steps } from './deploy/steps.ts';

const help = `Brings the commit that is checked out to Fly.io, and goes back by itself when it does not work there.

  npm run deploy -- --to staging|production

  --url URL        where the public reaches it (https://APP.fly.dev)
  --image REF      an image of this very commit that was built and tried before (its label is the commit): builds nothing
  --patience S     seconds that the new release has to answer rightly once it is deployed (60)
  --one-way        also when a migration keeps the release of now from working: then nothing goes back by itself
  --dry-run        says what would be done; checks, builds and deploys nothing
  --json           one object

Wants a clean tree and a pushed commit. Then: npm run check; are the migrations safe for what runs now; in production a
backup, when there are migrations; fly deploy, which builds and migrates; GET /readyz, /openapi.json and
/api/v1/products. docs/runbooks/deploy.md says what to do about each failure.
Exit codes: 0 deployed, 1 not deployed or gone back, 2 wrong usage.`;

process.exitCode = await runCommand(main, 'npm run deploy -- --help');

interface Plan {
  target: Target;
  commit: string;
  /** One that was built before; undefined: it is built now. */
  image: string | undefined;
  /** What runs now; undefined before the first deploy. */
  previous: string | undefined;
  between: Between;
  patienceMs: number;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      to: { type: 'string' },
      url: { type: 'string' },
      image: { type: 'string' },
      patience: { type: 'string', default: '60' },
      'one-way': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  const patienceSeconds = /^\d{1,3}$/.test(values.patience) ? Number(values.patience) : 0;
  if (patienceSeconds < 1) throw new UsageError('--patience takes seconds from 1 to 999.');
  const target = await readTarget(values.to, values.url);
  const steps = createSteps();
  const title = `Deploy to ${target.name}`;
  try {
    const commit = await steps.run('clean tree, pushed commit', requirePushedCommit);
    if (values.image !== undefined && commitOf(values.image) !== commit) {
      throw new UsageError(`--image takes an image whose label is ${commit}, the commit that is checked out.`);
    }
    const previous = await steps.run('what runs now', () => findPrevious(target));
    if (!values['dry-run'])
      await steps.run('npm run check', () => runProgram('npm', ['run', '--silent', 'check'], true));
    const between = await steps.run('migrations', () => judgeMigrations(previous, commit, values['one-way']));
    const plan = { target, commit, image: values.image, previous, between, patienceMs: patienceSeconds * 1_000 };
    if (values['dry-run']) {
      print(describe(plan));
      return 0;
    }
    const problem = await release(steps, plan);
    steps.report(title, values.json, problem ?? `${commit.slice(0, 12)} is deployed`);
    return problem === undefined ? 0 : 1;
  } catch (error) {
    steps.report(title, values.json, 'stopped');
    throw error;
  }
}

async function findPrevious(target: Target): Promise<string | undefined> {
  const releases = await listReleases(target);
  if (releases.at(-1)?.InProgress) throw new CommandError('Another deploy is under way: fly releases shows it.');
  return findGoodImages(releases).at(-1);
}

/** @throws CommandError when they would hurt, or when there would be no way back that nobody has agreed to. */
async function judgeMigrations(previous: string | undefined, commit: string, agreed: boolean): Promise<Between> {
  const older = previous && commitOf(previous);
  if (previous && (!older || !(await hasCommit(older)))) {
    throw new CommandError(
      `What runs now (${previous}) is of no commit that this clone has: git fetch, or see the runbook.`,
    );
  }
  const between = await compareMigrations(older, commit);
  if (between.unsafe.length > 0)
    throw new CommandError(`Migrations would hurt a database in use:\n${render(between.unsafe)}`);
  if (previous && between.oneWay.length > 0 && !agreed) {
    throw new CommandError(
      `What runs now could not work after these migrations, so there would be no way back:\n${render(between.oneWay)}\n` +
        'Deploy first what no longer uses it. If it must be: --one-way.',
    );
  }
  return between;
}

function describe({ target, commit, image, previous, between }: Plan): string {
  const backup = target.name === 'production' && previous && between.added.length > 0;
  return [
    `Would check and deploy ${image ?? commit} to ${target.app} with ${target.config}, and ask ${target.url}.`,
    `Runs now: ${previous ?? 'nothing'}. New migrations: ${between.added.join(', ') || 'none'}.`,
    backup ? 'Would take a backup first.' : 'No backup is taken.',
  ].join('\n');
}

/** @returns what went wrong. */
async function release(steps: Steps, plan: Plan): Promise<string | undefined> {
  const { target, commit, image, previous, between } = plan;
  if (target.name === 'production' && previous && between.added.length > 0) {
    const id = await steps.run('backup', () => takeBackup(target));
    steps.note(`The backup before is ${id}.`);
  }
  const failure = await steps
    .run('fly deploy', () => (image ? deployImage(target, image) : deployCommit(target, commit)))
    .catch((error: Error) => error);
  const problem = failure ? 'fly deploy failed' : await smoke(steps, plan, commit, 'smoke');
  if (problem === undefined) return undefined;
  steps.note(failure ? failure.message : `Smoke: ${problem}.`);
  return goBack(steps, plan, problem);
}

async function smoke(steps: Steps, { target, patienceMs }: Plan, commit: string, what: string) {
  const expected = await readExpected(commit);
  let problem: string | undefined;
  await steps
    .run(what, async () => {
      problem = await findSmokeProblem(target.url, expected, patienceMs);
      if (problem !== undefined) throw new CommandError(problem);
    })
    .catch((error: Error) => complain(error.message));
  return problem;
}

/** Also after a failed `fly deploy`: with the rolling strategy some machines may be new by then. */
async function goBack(steps: Steps, plan: Plan, problem: string): Promise<string> {
  const { target, previous, between } = plan;
  const older = previous && commitOf(previous);
  if (!previous || !older) return `${problem}; there is nothing to go back to`;
  if (between.oneWay.length > 0) return `${problem}; not gone back, because of --one-way: mend it and deploy again`;
  await steps.run(`back to ${previous}`, () => deployImage(target, previous));
  const still = await smoke(steps, plan, older, 'smoke of the previous release');
  return still === undefined
    ? `${problem}; gone back to ${older.slice(0, 12)}, which works`
    : `${problem}; gone back to ${older.slice(0, 12)}, which does not work either: ${still}`;
}

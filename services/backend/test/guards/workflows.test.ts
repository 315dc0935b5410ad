import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from './source-files.ts';

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  permissions?: Record<string, string>;
  environment?: string;
  needs?: string;
  'timeout-minutes'?: number;
  steps: Step[];
  services?: Record<string, { image: string }>;
}

interface Workflow {
  permissions: Record<string, string>;
  concurrency?: Record<string, unknown>;
  jobs: Record<string, Job>;
}

const folder = join(repositoryRoot, '.github/workflows');
const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  return { file, text, workflow: parse(text) as Workflow };
});

describe.each(workflows)('.github/workflows/$file', ({ text, workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);
  const commands = steps.flatMap(({ run = '' }) => run);

  it('names every action by its commit, and says which version that is', () => {
    const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v?\d+(\.\d+)+$/.test(line))).toEqual([]);
  });

  it('has one commit for each version of an action', () => {
    const all = workflows.flatMap((one) => [...one.text.matchAll(/uses: ([\w./-]+)@(\w+) # (\S+)/g)]);
    const commits = new Map<string, Set<string>>();
    for (const [, action, commit = '', version] of all) {
      const key = `${action} ${version}`;
      commits.set(key, (commits.get(key) ?? new Set()).add(commit));
    }
    expect([...commits.values()].filter(({ size }) => size > 1)).toEqual([]);
  });

  it('runs only scripts and files that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as Record<
      string,
      object
    >;
    const named = commands.flatMap((run) =>
      [...run.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)].map(([, name]) => name),
    );
    const known = ['ci', ...Object.keys(scripts ?? {})];
    expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([]);
    const paths = commands.flatMap(
      (run) => run.match(/(?:[\w.-]+\/)*[\w.-]+\.(?:ts|mjs|sh|toml)\b|[\w/-]+\/Dockerfile/g) ?? [],
    );
    expect(paths.filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual(awaited(paths));
  });

  it('may do no more than it must', () => {
    const granted = [workflow.permissions, ...jobs.map(({ permissions = {} }) => permissions)];
    expect(workflow.permissions).toBeDefined();
    expect(granted.flatMap((one) => Object.entries(one)).filter((entry) => entry.join() !== 'contents,read')).toEqual(
      [],
    );
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('puts nothing that others wrote into a command, and ends', () => {
    expect(commands.filter((run) => run.includes('${'.concat('{')))).toEqual([]);
    expect(jobs.filter((job) => !job['timeout-minutes'])).toEqual([]);
  });
});

describe('what is deployed', () => {
  const jobs = workflows.find(({ file }) => file === 'deploy.yml')?.workflow.jobs ?? {};

  it('is tried in staging, then waits for a yes', () => {
    expect(jobs['staging']?.environment).toBe('staging');
    expect(jobs['production']).toMatchObject({ environment: 'production', needs: 'staging' });
  });

  /** What each deploys with, and nothing beside it: the command checks, backs up, deploys, tries and goes back. */
  const commands = {
    staging: 'npm run deploy -- --to staging --url "$BASE_URL"',
    production: 'npm run deploy -- --to production --url "$BASE_URL" --image "registry.fly.io/$STAGING_APP:$COMMIT"',
  };

  it.each(Object.entries(commands))('goes to %s by way of the command that a person uses', (name, command) => {
    const steps = jobs[name]?.steps ?? [];
    const runs = steps.flatMap(({ run }) => (run ? [run.trim()] : []));
    expect(runs.at(-1)).toBe(command);
    expect(runs.filter((run) => /\bfly(ctl)? (deploy|ssh|releases|machine|scale|secrets)\b/.test(run))).toEqual([]);
    expect(runs.slice(0, -1)).toEqual([expect.stringContaining('fly'), 'npm ci']);
    const { with: checkout } = steps.find(({ uses }) => uses?.startsWith('actions/checkout@')) ?? {};
    // Without history, nobody knows which migrations what runs now has; without branches, what is pushed.
    expect(checkout).toMatchObject({ ref: expect.stringContaining('COMMIT'), 'fetch-depth': 0 });
  });

  it('is asked for with options that the command has, and with no leave to go where nothing leads back', () => {
    const help = execFileSync(process.execPath, ['scripts/deploy.ts', '--help'], {
      cwd: repositoryRoot,
      encoding: 'utf8',
    });
    for (const command of Object.values(commands)) {
      for (const [option] of command.matchAll(/--[a-z][a-z-]+/g)) expect(help).toMatch(new RegExp(`${option}\\b`));
      expect(command).not.toContain('--one-way');
    }
  });

  it('never breaks off half done for the next one', () => {
    const { concurrency } = workflows.find(({ file }) => file === 'deploy.yml')?.workflow ?? {};
    expect(concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false });
  });
});

/** The files of Fly and the image come together; from then on all of them have to be there. */
function awaited(paths: string[]): string[] {
  if (existsSync(join(repositoryRoot, 'fly.prod.toml'))) return [];
  return paths.filter((path) => path.startsWith('fly.') || path.endsWith('Dockerfile'));
}

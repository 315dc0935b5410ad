import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CommandError, UsageError } from '../../services/backend/src/start/command-line.ts';
import { runProgram } from './programs.ts';

/** Fly.io by way of its own command. There is no `fly releases rollback`: an older image is deployed again. */

export interface Target {
  name: 'staging' | 'production';
  config: string;
  app: string;
  url: string;
}

const configs = { staging: 'fly.staging.toml', production: 'fly.prod.toml' } as const;

/** @param url where the public reaches it. Unset: the address that Fly gives each app. */
export async function readTarget(name: string | undefined, url: string | undefined): Promise<Target> {
  if (name !== 'staging' && name !== 'production') throw new UsageError('Say --to staging or --to production.');
  if (url !== undefined && !URL.canParse(url)) throw new UsageError('--url takes a URL like https://api.example.com.');
  const config = configs[name];
  const app = /^app = "([a-z0-9-]+)"$/m.exec(await readFile(config, 'utf8'))?.[1];
  if (!app) throw new CommandError(`${config} names no app.`);
  return { name, config, app, url: (url ?? `https://${app}.fly.dev`).replace(/\/$/, '') };
}

/**
 * The part that is used here of what `fly releases --json` writes: the type Release of superfly/fly-go, whose fields
 * have no other names in JSON.
 */
const releasesSchema = z.array(
  z.object({ Version: z.int(), Status: z.string(), InProgress: z.boolean(), ImageRef: z.string() }),
);
export type Release = z.output<typeof releasesSchema>[number];

/** The last 25, oldest first. @throws CommandError when fly fails, or answers what we do not understand. */
export async function listReleases({ app }: Target): Promise<Release[]> {
  const text = await runProgram('fly', ['releases', '--app', app, '--image', '--json']);
  const parsed = releasesSchema.safeParse(text.trim() === '' ? [] : (JSON.parse(text) ?? []));
  if (!parsed.success) throw new CommandError('fly releases --json answered something else than releases.');
  return parsed.data.sort((one, other) => one.Version - other.Version);
}

/**
 * The images that were good, the one that is meant to run now last. A release that was gone back from is none of them:
 * its successor has an image from before it. Neither is one that fly itself calls failed.
 */
export function findGoodImages(releases: readonly Release[]): string[] {
  const good: string[] = [];
  for (const { ImageRef: image, Status: status } of releases) {
    if (status !== 'complete' || image === '') continue;
    const before = good.indexOf(image);
    if (before === -1) good.push(image);
    else good.length = before + 1;
  }
  return good;
}

/** The commit that an image is labelled with; undefined for one that this command has not built. */
export function commitOf(image: string): string | undefined {
  return /:([0-9a-f]{40})(?:@|$)/.exec(image)?.[1];
}

export async function deployCommit({ config, app }: Target, commit: string): Promise<void> {
  const label = ['--build-arg', `COMMIT=${commit}`, '--image-label', commit];
  await runProgram('fly', ['deploy', '--config', config, '--app', app, ...label, '--yes'], true);
}

/** Nothing is built. Variables and secrets stay those of now. */
export async function deployImage({ config, app }: Target, image: string): Promise<void> {
  await runProgram('fly', ['deploy', '--config', config, '--app', app, '--image', image, '--yes'], true);
}

/** In a machine of the app, which has the secrets that it needs. @returns the id of the backup. */
export async function takeBackup({ app }: Target): Promise<string> {
  const command = 'node /app/services/backend/dist/start/backup.js';
  const said = await runProgram('fly', ['ssh', 'console', '--app', app, '--quiet', '--command', command]);
  const id = /The backup (\S+) \(/.exec(said)?.[1];
  if (!id) throw new CommandError(`The backup did not say that it was taken:\n${said.trim()}`);
  return id;
}

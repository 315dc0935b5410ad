import { constants, openSync, readFileSync, statSync } from 'node:fs';
import { chmod, lchown, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DevError } from '../dev-error.ts';

/** The operating system user that PostgreSQL runs as. PostgreSQL refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

/** A folder of ours, and the path under which the processes of its account see it. */
export interface InstanceFolder {
  path: string;
  account: Account | undefined;
  /** Equal to `path`, except below a folder that the account may not enter: then a path through descriptor 3. */
  visiblePath: string;
  /** What a child must inherit as descriptor 3 for `visiblePath` to work. */
  descriptor: number | undefined;
}

/**
 * Makes the folder if need be and decides who owns it. An ordinary user runs PostgreSQL as itself. Root hands the
 * folder to whoever owns it already, so that root and an ordinary user can take turns, else to a system user.
 */
export async function openInstanceFolder(path: string): Promise<InstanceFolder> {
  await mkdir(path, { recursive: true });
  if (process.getuid?.() !== 0) {
    if (statSync(path).uid !== process.getuid?.()) {
      throw new DevError(
        `The data folder ${path} belongs to another user.`,
        'Run as that user, delete the folder, or give another one with DATA_DIR.',
      );
    }
    await chmod(path, 0o700);
    return { path, account: undefined, visiblePath: path, descriptor: undefined };
  }

  const owner = statSync(path);
  const account = owner.uid === 0 ? findSystemAccount() : { uid: owner.uid, gid: owner.gid };
  await giveTo(account, path);
  await chmod(path, 0o700);
  if (canReach(account, dirname(path))) return { path, account, visiblePath: path, descriptor: undefined };

  // Typically a checkout in root's home (0700). Opening up the home is not ours to do; an inherited descriptor lets
  // PostgreSQL in without walking through it.
  if (process.platform !== 'linux') {
    throw new DevError(
      `PostgreSQL cannot run as root, and the user it runs as instead may not enter ${dirname(path)}.`,
      'Run as an ordinary user, or move the data with DATA_DIR.',
    );
  }
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  return { path, account, visiblePath: '/proc/self/fd/3', descriptor };
}

/** Root makes files for the account; without root everything is the account's anyway. */
export async function giveTo(account: Account | undefined, ...paths: string[]): Promise<void> {
  if (account) await Promise.all(paths.map((path) => lchown(path, account.uid, account.gid)));
}

/** Whether the account may walk through `path` and every folder above it. */
export function canReach(account: Account | undefined, path: string): boolean {
  if (!account) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const searchBit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & searchBit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function findSystemAccount(): Account {
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }] as const),
  );
  const account = users.get('postgres') ?? users.get('_postgres') ?? users.get('nobody');
  if (!account || !(account.uid > 0)) {
    throw new DevError(
      'PostgreSQL cannot run as root, and this system has neither a user "postgres" nor "nobody" to run it as.',
      'Run as an ordinary user, or give DATABASE_URL of a PostgreSQL that runs elsewhere.',
    );
  }
  return account;
}

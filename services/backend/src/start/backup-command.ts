import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { print, runCommand } from './command-line.ts';

/** On the command line of backup, restore and verify-backup alike. */
const shared = {
  help: { type: 'boolean', short: 'h' },
  'dry-run': { type: 'boolean', default: false },
} as const;

type Shared = typeof shared;

/** What was given of them, `help` apart. */
type Given<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ allowPositionals: true; options: Shared & Options }>
>;

interface BackupCommand<Options extends ParseArgsOptionsConfig> {
  /** As npm calls it. */
  name: string;
  help: string;
  /** Those that the others do not have. */
  options: Options;
  run(given: Given<Options>): Promise<number>;
}

/** Runs one of the commands about backups to its exit code: 0 done, 1 a problem, 2 wrong usage. */
export function runBackupCommand<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  { name, help, options, run }: BackupCommand<Options>,
): Promise<number> {
  return runCommand(async () => {
    const given: Given<Options> = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, ...shared },
    });
    // Of options that it does not know yet, the compiler cannot say that this one is among them.
    if (!(given.values as { help?: boolean }).help) return run(given);
    print(help);
    return 0;
  }, `npm run ${name} -- --help`);
}

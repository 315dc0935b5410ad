import { parseArgs } from 'node:util';
import { print, runCommand, UsageError } from '../../../services/backend/src/start/command-line.ts';
import { createReport, type Report } from './report.ts';
import { makePlayFolder, removePlayFolder } from './scratch.ts';

interface Play {
  name: string;
  /** What is played, in a sentence or two. */
  about: string;
  title: string;
  /** What --rows says when it is not given. */
  rows: number;
  run(options: { folder: string; rows: number; report: Report }): Promise<void>;
}

const mostRows = 1_000_000;

/** The command line that all plays have. They start and stop everything themselves, and leave nothing behind. */
export async function runPlay(play: Play): Promise<void> {
  const usage = `node scripts/play/${play.name}.ts`;
  const help = `${play.about}

  ${usage}

  --rows N     how much there is to begin with (${play.rows})
  --dry-run    says what would be played
  --json       one object

Exit codes: 0 everything it promises came true, 1 something did not, 2 wrong usage.`;
  process.exitCode = await runCommand(async () => {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        rows: { type: 'string', default: String(play.rows) },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const rows = /^\d{1,7}$/.test(values.rows) ? Number(values.rows) : 0;
    if (rows < 1 || rows > mostRows) throw new UsageError(`--rows takes a number from 1 to ${mostRows}.`);
    if (values.help || values['dry-run']) {
      print(values.help ? help : `Would play, on servers of its own in the temporary folder: ${play.about}`);
      return 0;
    }
    const folder = await makePlayFolder(play.name);
    const report = createReport(play.title);
    try {
      await play.run({ folder, rows, report });
    } finally {
      await removePlayFolder(folder);
    }
    return report.finish(values.json);
  }, `${usage} --help`);
}

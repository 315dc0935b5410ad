import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Which servers the nginx of docker-compose.yml asks. It looks at the files made here for every request. */

const help = `Says which servers nginx asks; takes effect with the next request, without a reload.

  node scripts/edge.ts status
  node scripts/edge.ts switch blue|green       ask the servers of this colour
  node scripts/edge.ts drain blue|green 1|2    ask only the other server of this colour
  node scripts/edge.ts undrain blue|green 1|2  ask both again

  --folder PATH   where nginx looks; compose/nginx/switch unless given
  --dry-run       say what would be done

Exit code 0: done, or so already; 1: refused; 2: not understood. docs/runbooks/edge.md says when to use which.`;

const colours = ['blue', 'green'];
const numbers = ['1', '2'];

process.exitCode = main(process.argv.slice(2));

function main(args: string[]): number {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch (error) {
    return complain((error as Error).message, 2);
  }
  const { values, positionals } = given;
  if (values.help) return say(help);
  const folder = resolve(values.folder ?? join(import.meta.dirname, '../compose/nginx/switch'));
  if (!existsSync(folder)) return complain(`There is no folder ${folder}.`, 1);
  return run(positionals, folder, values['dry-run'] ?? false);
}

function run([command, colour = '', number = '', ...rest]: string[], folder: string, dryRun: boolean): number {
  if (command === 'status' && !colour) return say(describe(folder));
  const understood = colours.includes(colour) && rest.length === 0;
  if (command === 'switch' && understood && !number) return set(folder, 'green', colour === 'green', dryRun);
  if ((command === 'drain' || command === 'undrain') && understood && numbers.includes(number)) {
    const other = drained(folder, colour).find((one) => one !== number);
    if (command === 'drain' && other) return complain(`Server ${other} of ${colour} is drained already.`, 1);
    return set(folder, `drain-${colour}-${number}`, command === 'drain', dryRun);
  }
  return complain('That is none of the commands.', 2);
}

function parse(args: string[]) {
  const options = { help: { type: 'boolean' }, folder: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;
  return parseArgs({ args, options, allowPositionals: true });
}

/** A file that is there means yes. */
function set(folder: string, name: string, wanted: boolean, dryRun: boolean): number {
  const file = join(folder, name);
  const verb = wanted ? 'make' : 'remove';
  if (existsSync(file) === wanted) return say(`nothing to do\n${describe(folder)}`);
  if (dryRun) return say(`would ${verb} ${file}`);
  if (wanted) writeFileSync(file, '');
  else rmSync(file);
  return say(describe(folder));
}

function describe(folder: string): string {
  const colour = existsSync(join(folder, 'green')) ? 'green' : 'blue';
  const away = drained(folder, colour);
  return `nginx asks ${colour}${away.length > 0 ? `, without server ${away.join(' and ')}` : ''}`;
}

function drained(folder: string, colour: string): string[] {
  return numbers.filter((number) => existsSync(join(folder, `drain-${colour}-${number}`)));
}

function say(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\nFor more: node scripts/edge.ts --help\n`);
  return code;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../guards/source-files.ts';

/** What a page of docs/runbooks tells people to type. */
export interface Runbook {
  /** The one statement or command line of a section that begins like this; throws when there is none, or more. */
  command(section: string, beginning: string): string;
  /** Every SQL statement of the page. */
  allSql: readonly string[];
  /** The arguments of every `npm run <name> -- ...` of a section. */
  npmRun(section: string, name: string): string[];
}

/** Reads a page as it stands, so that what is played is what somebody reads at three in the morning. */
export function readRunbook(page: string): Runbook {
  const text = readFileSync(join(repositoryRoot, 'docs', 'runbooks', `${page}.md`), 'utf8');
  const sections = new Map(
    text.split(/^## /m).map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n'))]),
  );
  const codeOf = (section: string) => {
    const part = sections.get(section);
    if (part === undefined) throw new Error(`${page}.md has no section ${section}`);
    return codesIn(part);
  };
  return {
    allSql: codesIn(text).filter((code) => code.startsWith('SELECT ')),
    command(section, beginning) {
      const found = codeOf(section).filter((code) => code.startsWith(beginning));
      if (found.length !== 1) throw new Error(`${page}.md, ${section}: ${found.length} commands begin ${beginning}`);
      return found[0] ?? '';
    },
    npmRun(section, name) {
      const prefix = `npm run ${name} -- `;
      return codeOf(section)
        .filter((code) => code.startsWith(prefix))
        .map((code) => code.slice(prefix.length));
    },
  };
}

/** Inline code, which Markdown lets run over the end of a line. */
function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replaceAll(/\s+/g, ' '));
}

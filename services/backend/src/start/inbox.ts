import type { Database } from '../platform/db.ts';
import { readInboxStats } from '../webhooks/inbox-admin.stats.ts';
import { findDelivery, listDeliveries, readDeliveryBody } from '../webhooks/inbox-admin.ts';
import { openCrypto, withDatabase } from './command-environment.ts';
import { CommandError, complain, print, printJson, runCommand } from './command-line.ts';
import { type InboxCommand, parseInboxArguments } from './inbox-arguments.ts';
import { inboxHelp } from './inbox-help.ts';
import { renderDetails, renderList, renderStats } from './inbox-rendering.ts';
import { runReplay } from './inbox-replay.ts';

if (import.meta.main) process.exitCode = await runCommand(main, 'npm run inbox -- --help');

async function main(): Promise<number> {
  const command = parseInboxArguments(process.argv.slice(2), new Date());
  if (command.name === 'help') {
    print(inboxHelp(command.of));
    return 0;
  }
  return withDatabase((database) => run(database, command));
}

async function run(database: Database, command: Exclude<InboxCommand, { name: 'help' }>): Promise<number> {
  switch (command.name) {
    case 'list':
      return runList(database, command);
    case 'show':
      return runShow(database, command);
    case 'replay':
      return runReplay(database, command);
    case 'stats': {
      const stats = await readInboxStats(database.primary, command.since);
      if (command.json) printJson({ since: command.since, ...stats });
      else print(renderStats(stats, command.since));
      return 0;
    }
  }
}

async function runList(database: Database, command: Extract<InboxCommand, { name: 'list' }>): Promise<number> {
  const deliveries = await listDeliveries(database.primary, command.filter, { limit: command.limit });
  if (command.json) printJson({ deliveries });
  else print(deliveries.length === 0 ? 'No deliveries.' : renderList(deliveries, terminalColumns()));
  return 0;
}

async function runShow(database: Database, command: Extract<InboxCommand, { name: 'show' }>): Promise<number> {
  const body = command.body ? await readBody(database, command) : undefined;
  // Read after the body, so that its own audit entry shows.
  const delivery = await findDelivery(database.primary, command.id);
  if (!delivery) throw new CommandError(`There is no delivery ${command.id}.`);
  if (command.json) printJson(body === undefined ? delivery : { ...delivery, body });
  else print(renderDetails(delivery, new Date()));
  if (body !== undefined && !command.json) print(`\n  Body\n\n${body === null ? '(erased)' : withoutControls(body)}`);
  return 0;
}

async function readBody(database: Database, command: Extract<InboxCommand, { name: 'show' }>): Promise<string | null> {
  const crypto = openCrypto();
  complain('The body is personal data: do not pass it on. Reading it is noted in the audit log.');
  const body = await readDeliveryBody(database.writer, crypto, command.id, command.actor);
  return body ? body.toString('utf8') : null;
}

/** A body that is not JSON may be anything: it must not drive the terminal. */
function withoutControls(body: string): string {
  return body.replaceAll(/[^\P{Cc}\n\t]/gu, '?');
}

/** Undefined where nobody looks at a terminal: what is piped is not cut. */
function terminalColumns(): number | undefined {
  return process.stdout.columns ?? (Number(process.env['COLUMNS']) || undefined);
}

import type { InboxCommandName } from './inbox-arguments.ts';

const overall = `Looks after the deliveries in the webhook inbox: what waits, what failed and why, sending it round again.

  npm run inbox -- list               the newest deliveries
  npm run inbox -- show ID            everything known about one
  npm run inbox -- replay ID          one that is dead, parked or done goes back to pending
  npm run inbox -- replay --since T   the same for all that died (or were parked, or done) since then
  npm run inbox -- stats              counts, ages, retries, copies and times

Every command takes --json (one object, ids as text) and --help.
Times are 15m, 2h, 3d, or ISO 8601, in UTC unless they have an offset.
DATABASE_URL, or DATABASE_URL_FILE, says which database; when it is unset, that of the running npm start is used.
On a production machine: node dist/start/inbox.js list
Exit codes: 0 done, 1 a problem, 2 wrong usage.`;

const list = `The newest deliveries, settled or not.

  npm run inbox -- list [--status S] [--topic T] [--since T] [--until T] [--limit N] [--json]

  --status   pending     waits to be processed, or for its next attempt
             processing  a worker has it
             dead        failed for good, or too often; replay it once the cause is gone
             parked      nothing we know what to do with: no handler, no JSON, the same signed bytes again
             done        settled: applied, or stale because newer news was there already
  --topic    exactly, for example orders/create
  --since    received from then on: 15m, 2h, 3d or ISO 8601
  --until    received before then
  --limit    at most that many (20; up to 1000)

Example: npm run inbox -- list --status dead --since 2h`;

const show = `Everything known about one delivery: its state, why, its next attempt, copies, who touched it when.

  npm run inbox -- show ID [--body] [--as NAME] [--json]

  --body     the body too: personal data, so it leaves an entry in the audit log; needs ENCRYPTION_KEY
  --as       who you are, for the audit log (otherwise the user of the operating system)`;

const replay = `Sends deliveries round again: back to pending, with all attempts, due now. A running worker takes them within
about a second. What was applied already is compared by version, so replaying does no harm. Audited.

  npm run inbox -- replay ID [--wait] [--dry-run] [--as NAME] [--json]
  npm run inbox -- replay --since T [--until T] [--status S] [--topic T] [--limit N] [--yes] [--wait] [--dry-run]

  --since    all that were received from then on: 15m, 2h, 3d or ISO 8601; oldest first
  --until    received before then
  --status   dead (unless given), parked or done
  --topic    exactly, for example orders/create
  --limit    at most that many (10000)
  --dry-run  says what would happen and changes nothing
  --yes      does not ask; without a terminal nothing is asked either
  --wait     waits until they are settled and says what became of them; exit code 1 unless all are done
  --timeout  seconds that --wait waits (60)
  --as       who you are, for the audit log (otherwise the user of the operating system)

It works in batches of one transaction each: interrupted, what was replayed stays so and the rest is as it was.
A delivery whose body was erased on request, or that is still under way, is refused.
Example: npm run inbox -- replay --since 2h --topic orders/create --dry-run`;

const stats = `How the inbox fares: what lies in it now, and what was settled, repeated and retried since a time.

  npm run inbox -- stats [--since T] [--json]

  --since    15m, 2h, 3d or ISO 8601 (24h)`;

const helpOf: Record<InboxCommandName, string> = { list, show, replay, stats };

export function inboxHelp(command: InboxCommandName | undefined): string {
  return command === undefined ? overall : helpOf[command];
}

import { parseArgs } from 'node:util';
import { DevError, describeError } from '../services/backend/dev/dev-error.ts';
import { proveImage, renderReport } from '../services/backend/dev/image/prove-image.ts';

const help = `Proves, without a container engine, that what services/backend/Dockerfile makes runs in production.

  npm run prove:image             does each step of the Dockerfile in a bare folder, then runs the result:
                                  read-only, not as root, NODE_ENV=production, on a PostgreSQL pair (and a Redis)
                                  of its own; migrations, server, worker, one signed webhook, SIGTERM
  npm run prove:image -- --reuse  the build uses the packages installed here; those of production are still installed
  npm run prove:image -- --json   the report as JSON

It proves nothing about the Node image, tini or the kernel: a container engine does, with the commands in the Dockerfile.`;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: { help: { type: 'boolean' }, reuse: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    if (values.help) return print(help);
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const report = await proveImage({ reuseInstalled: values.reuse ?? false, say });
    return print(values.json ? JSON.stringify(report, null, 2) : renderReport(report));
  } catch (error) {
    process.stderr.write(`${error instanceof DevError ? describeError(error) : String((error as Error).stack)}\n`);
    return 1;
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

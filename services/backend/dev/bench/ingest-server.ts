import { buildApi, createApiParts } from '../../src/start/build-api.ts';
import { type Deps, openDeps } from '../../src/start/deps.ts';
import { readEnvOrExit } from '../../src/start/read-env.ts';
import { createWakeUp } from '../../src/webhooks/dispatch.ts';
import { createInbox, type Inbox } from '../../src/webhooks/inbox.ts';
import { buildBenchApp } from './bench-app.ts';
import { listenForBench } from './listen.ts';
import { createSingleInsertInbox } from './single-insert.ts';

export type Variant = 'verificationAlone' | 'singleInsert' | 'ours';

/** The application as it is, listening on any port, with the inbox that the variant asks for: nothing else differs. */
async function main(): Promise<void> {
  const env = readEnvOrExit();
  const deps = await openDeps(env, 'server');
  const api = buildApi(deps, createApiParts(deps));
  const app = await buildBenchApp(deps, api, makeInbox(process.argv[2] as Variant, deps));
  await listenForBench(app, { queue: deps.backend?.kind ?? 'none' });
}

function makeInbox(variant: Variant, deps: Deps): Pick<Inbox, 'record'> {
  const { database, crypto, metrics, log, dispatch } = deps;
  switch (variant) {
    case 'verificationAlone':
      return { record: async () => 'recorded' };
    case 'singleInsert':
      return createSingleInsertInbox({ pool: database.primary, crypto });
    case 'ours':
      return createInbox({
        pool: database.inbox,
        crypto,
        metrics,
        onRecorded: createWakeUp({ dispatch, metrics, log }),
      });
  }
}

if (import.meta.main) await main();

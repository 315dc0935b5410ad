import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startPrimary } from '../../services/backend/dev/postgres/postgres.ts';
import { rotateKeys } from '../../services/backend/src/keys/rotate-keys.ts';
import { sealedColumns } from '../../services/backend/src/keys/sealed-columns.ts';
import { customerContext } from '../../services/backend/src/modules/customers/customers.writes.ts';
import { withConnection } from '../../services/backend/src/platform/connection.ts';
import { type Crypto, createCrypto } from '../../services/backend/src/platform/crypto.ts';
import { applyMigrations } from '../../services/backend/src/platform/migrations.ts';
import { runPlay } from './data/command.ts';
import { addShopRows } from './data/rows.ts';

const [oldKey, newKey] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];

await runPlay({
  name: 'key-rotation',
  title: 'Encryption key rotated under traffic',
  about:
    'Seals customers with one key, then seals them anew with another while they are looked up and changed all the time, and opens every one with the new key alone.',
  rows: 50_000,
  async run({ folder, rows, report }) {
    const server = await startPrimary({ dataDir: join(folder, 'server') });
    const url = server.url();
    await applyMigrations({ databaseUrl: url });
    await withConnection(url, (connection) => addShopRows(connection, createCrypto([oldKey]), rows));

    const traffic = startTraffic(url, createCrypto([newKey, oldKey]), rows);
    const rotated = await report.step(`seal ${rows} customers anew`, () =>
      withConnection(url, (connection) =>
        rotateKeys({
          ...{ connection, crypto: createCrypto([newKey, oldKey]), columns: sealedColumns },
          onProgress: () => undefined,
        }),
      ),
    );
    const { looked, missed } = await traffic.stop();
    const unopened = await report.step('open every one with the new key alone', () => countUnopened(url, newKey));
    await server.stop('immediate');

    const left = Object.keys(rotated.left).length;
    report.note('sealed anew', rotated.resealed['customers.personal'] ?? 0);
    report.note('looked up by e-mail address and changed meanwhile', looked);
    report.claim(`every lookup found its customer (${missed} did not)`, looked > 0 && missed === 0);
    report.claim('nothing is left under the old key', left === 0);
    report.claim(`every customer opens with the new key and is found by it (${unopened} not)`, unopened === 0);
  },
});

/** What the service does: looks up by the hash of either key, opens, and seals with the new one. */
function startTraffic(url: string, crypto: Crypto, rows: number) {
  let isRunning = true;
  const running = withConnection(url, async (connection) => {
    let [looked, missed] = [0, 0];
    for (; isRunning; looked += 1) {
      const id = 1 + Math.floor(Math.random() * rows);
      const email = `customer-${id}@example.com`;
      await connection.query('BEGIN');
      const { rows: found } = await connection.query<{ personal: Buffer }>(
        'SELECT personal FROM customers WHERE email_hash = ANY($1) FOR UPDATE',
        [crypto.lookupHashes('email', email)],
      );
      const context = customerContext(BigInt(id));
      const plain = found[0] && crypto.open(context, found[0].personal);
      if (!plain?.includes(email)) missed += 1;
      else {
        await connection.query('UPDATE customers SET personal = $2, email_hash = $3 WHERE id = $1', [
          ...[id, crypto.seal(context, plain), crypto.lookupHash('email', email)],
        ]);
      }
      await connection.query('COMMIT');
    }
    return { looked, missed };
  });
  return {
    stop() {
      isRunning = false;
      return running;
    },
  };
}

async function countUnopened(url: string, key: string): Promise<number> {
  const crypto = createCrypto([key]);
  return withConnection(url, async (connection) => {
    const { rows } = await connection.query<{ id: string; personal: Buffer; email_hash: Buffer }>(
      'SELECT id::text, personal, email_hash FROM customers',
    );
    return rows.filter(({ id, personal, email_hash }) => {
      try {
        crypto.open(customerContext(BigInt(id)), personal);
        return !crypto.lookupHash('email', `customer-${id}@example.com`).equals(email_hash);
      } catch {
        return true;
      }
    }).length;
  });
}

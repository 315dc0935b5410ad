import { recordAudit } from '../../platform/audit.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import { toEntry } from './search-synonyms.reads.ts';
import type { SynonymEntry } from './search-synonyms.schemas.ts';

/** More would be found in every search. */
export const mostEntries = 2_000;
/** A number that nothing else in the database takes as an advisory lock. */
const lockKey = 7_350_116_004;

interface Change {
  word: string;
  /** Undefined: whatever is there, or nothing. */
  version: number | 'any' | undefined;
  actor: string;
  now: Date;
}

/** Writes an entry, whether there is one or not. Saying again what it says changes nothing. */
export async function putSynonyms(
  writer: Writer,
  change: Change & { synonyms: string[] },
): Promise<{ entry: SynonymEntry; made: boolean } | 'missing' | 'changed' | 'too_many'> {
  const { word, synonyms } = change;
  return writer.$transaction(async (tx) => {
    const known = await lockEntry(tx, word);
    if (!known && change.version !== undefined) return 'missing';
    if (known && isOther(change.version, known.version)) return 'changed';
    if (known && JSON.stringify(known.synonyms) === JSON.stringify(synonyms)) {
      return { entry: toEntry(known), made: false };
    }
    if (!known && (await tx.searchSynonym.count()) >= mostEntries) return 'too_many';
    const row = known
      ? await tx.searchSynonym.update({
          where: { word },
          data: { synonyms, version: { increment: 1 }, updatedAt: change.now },
        })
      : await tx.searchSynonym.create({ data: { word, synonyms, updatedAt: change.now } });
    await recordAudit(tx, {
      actor: change.actor,
      action: 'search_synonyms.put',
      subject: `search_synonym:${word}`,
      details: { synonyms, before: known?.synonyms ?? null },
    });
    return { entry: toEntry(row), made: !known };
  });
}

export async function deleteSynonyms(writer: Writer, change: Change): Promise<'deleted' | 'missing' | 'changed'> {
  const { word } = change;
  return writer.$transaction(async (tx) => {
    const known = await lockEntry(tx, word);
    if (!known) return 'missing';
    if (isOther(change.version, known.version)) return 'changed';
    await tx.searchSynonym.delete({ where: { word } });
    await recordAudit(tx, {
      actor: change.actor,
      action: 'search_synonyms.delete',
      subject: `search_synonym:${word}`,
      details: { before: known.synonyms },
    });
    return 'deleted';
  });
}

/** One administrator at a time: they are few, and an entry that is not there cannot be locked itself. */
async function lockEntry(tx: Tx, word: string) {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${lockKey}::bigint)::text`;
  return tx.searchSynonym.findUnique({ where: { word } });
}

function isOther(asked: number | 'any' | undefined, present: number): boolean {
  return asked !== undefined && asked !== 'any' && asked !== present;
}

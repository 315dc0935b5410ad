import type { Identity } from '../../http/identity.ts';
import { decodeTextCursor, toPage } from '../../http/lists.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Writer } from '../../platform/db.ts';
import type { Reads } from '../../platform/read-router.ts';
import { findSynonyms } from './search-synonyms.reads.ts';
import type { SynonymEntry, SynonymsQuery } from './search-synonyms.schemas.ts';
import { deleteSynonyms, mostEntries, putSynonyms } from './search-synonyms.writes.ts';

export type SearchSynonymsService = ReturnType<typeof createSearchSynonymsService>;

interface SearchSynonymsServiceDeps {
  writer: Writer;
  clock: Clock;
}

interface Ref {
  word: string;
  /** Of If-Match; undefined where none is sent. */
  version: number | 'any' | undefined;
}

/** Words that mean the same in a search, as administrators say. In force from the next search on. */
export function createSearchSynonymsService({ writer, clock }: SearchSynonymsServiceDeps) {
  const doing = ({ ownerId }: Identity) => ({ actor: `user:${ownerId}`, now: clock.now() });

  return {
    /** @throws AppError `invalid_input` for the cursor */
    async listSearchSynonyms(reads: Reads, { limit, cursor }: SynonymsQuery) {
      const found = await findSynonyms(reads.models, { after: decodeTextCursor(cursor, 'word') ?? '', limit });
      const { rows, nextCursor } = toPage(found, limit, ({ word }) => ({ sort: 'word', after: word, id: word }));
      return { items: rows, nextCursor };
    },

    /**
     * Writes an entry, whether there is one or not.
     * @throws AppError `not_found` when `version` is given and there is none, `precondition_failed` when it is not the
     * present one, `conflict` where there are too many
     */
    async putSearchSynonyms(
      identity: Identity,
      ref: Ref,
      synonyms: string[],
    ): Promise<{ entry: SynonymEntry; made: boolean }> {
      const outcome = await putSynonyms(writer, { ...ref, synonyms, ...doing(identity) });
      if (outcome === 'missing') throw noSuchEntry();
      if (outcome === 'changed') throw changedMeanwhile();
      if (outcome === 'too_many') throw new AppError('conflict', `There is room for ${mostEntries} entries.`);
      return outcome;
    },

    /** @throws AppError `not_found`, or `precondition_failed` when `version` is not the present one */
    async deleteSearchSynonyms(identity: Identity, ref: Ref): Promise<void> {
      const outcome = await deleteSynonyms(writer, { ...ref, ...doing(identity) });
      if (outcome === 'missing') throw noSuchEntry();
      if (outcome === 'changed') throw changedMeanwhile();
    },
  };
}

function noSuchEntry(): AppError {
  return new AppError('not_found', 'There are no synonyms of this word.');
}

function changedMeanwhile(): AppError {
  return new AppError('precondition_failed', 'The synonyms were changed meanwhile. Read them again, then change them.');
}

import type { Clerk } from '../../clients/clerk.ts';
import type { Writer } from '../../platform/db.ts';

interface DeleteDeps {
  writer: Writer;
  clerk: Pick<Clerk, 'deleteUser'>;
}

const batchSize = 100;

/**
 * Deletes at Clerk the accounts that were erased here. One that fails keeps nobody else waiting and is tried again
 * with the next run; one that is gone already counts as deleted, so two runs at once do no harm.
 * @throws AggregateError when Clerk refused some: whoever runs this tries again.
 */
export async function deleteClerkUsers({ writer, clerk }: DeleteDeps, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (let after = ''; ; ) {
    const waiting = await writer.clerkDeletion.findMany({
      where: { clerkId: { gt: after } },
      orderBy: { clerkId: 'asc' },
      take: batchSize,
    });
    for (const { clerkId } of waiting) {
      if (signal.aborted) return;
      try {
        await clerk.deleteUser(clerkId);
        await writer.clerkDeletion.deleteMany({ where: { clerkId } });
      } catch (error) {
        failures.push(error);
      }
    }
    const last = waiting.at(-1);
    if (!last || waiting.length < batchSize) break;
    after = last.clerkId;
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} accounts are still at Clerk`);
}

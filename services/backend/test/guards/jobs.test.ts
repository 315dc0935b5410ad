import { describe, expect, it } from 'vitest';
import { type JobName, jobContracts, jobNames } from '../../src/jobs/queues.ts';

/** One of each payload as it was ever enqueued: jobs outlive deploys. Add to it, never change it. */
const yesterdaysPayloads: Record<JobName, unknown[]> = {
  'process-deliveries': [{ inboxIds: ['1'] }, { inboxIds: ['1', '9007199254740993'] }],
  'make-partitions': [{}],
  'render-preview': [{ designId: '0193f0b2-55aa-7e10-9a01-c0ffee5eed01', revision: 1 }],
  'erase-previews': [{}],
  'prune-deliveries': [{}],
  'prune-visitors': [{}],
  'delete-clerk-users': [{}],
  'prune-designs': [{}],
  'make-account-exports': [{}],
  'announce-stock': [{}],
  'send-mails': [{}],
  'publish-due-products': [{}],
  'reconcile-products': [{}],
  'reconcile-collections': [{}],
  'reconcile-inventory': [{}],
  'reconcile-customers': [{}],
  'reconcile-orders': [{}],
  'sweep-mirror': [{}],
  'count-sales': [{}],
  'prune-checkouts': [{}],
};

describe('jobs', () => {
  it.each(jobNames)('%s still takes the payloads of yesterday', (name) => {
    expect(yesterdaysPayloads[name].length).toBeGreaterThan(0);
    for (const payload of yesterdaysPayloads[name]) {
      expect(jobContracts[name].payload.safeParse(payload).success).toBe(true);
    }
  });

  it('refuse payloads that are more than ids', () => {
    expect(jobContracts['process-deliveries'].payload.safeParse({ inboxIds: ['john@example.com'] }).success).toBe(
      false,
    );
  });
});

import { z } from 'zod';

/**
 * Every job there is: its queue, its payload, and how it is retried. Payloads are ids, never data: what is in a queue
 * is in clear text. A payload must still parse after a deploy, so new fields are optional.
 */
export const jobContracts = {
  /** Wakes the processor up. The rows own their retries, so a job is tried once and a lost one is relayed. */
  'process-deliveries': {
    queue: 'inbox',
    payload: z.object({ inboxIds: z.array(z.string().regex(/^\d+$/)).min(1).max(500) }),
    attempts: 1,
  },
  'make-partitions': { queue: 'maintenance', payload: z.object({}), attempts: 5, everyMs: 6 * 60 * 60 * 1_000 },
  'prune-designs': { queue: 'maintenance', payload: z.object({}), attempts: 5, everyMs: 24 * 60 * 60 * 1_000 },
  'prune-checkouts': { queue: 'maintenance', payload: z.object({}), attempts: 5, everyMs: 24 * 60 * 60 * 1_000 },
  /** Makes the PNG of a design's revision. One that is lost is made when somebody asks for the picture. */
  'render-preview': {
    queue: 'previews',
    payload: z.object({ designId: z.uuid(), revision: z.int().min(1) }),
    attempts: 5,
  },
  'erase-previews': { queue: 'maintenance', payload: z.object({}), attempts: 5, everyMs: 5 * 60 * 1_000 },
  'prune-deliveries': { queue: 'maintenance', payload: z.object({}), attempts: 5, everyMs: 60 * 60 * 1_000 },
  'prune-visitors': { queue: 'maintenance', payload: z.object({}), attempts: 5, everyMs: 60 * 60 * 1_000 },
  'publish-due-products': { queue: 'maintenance', payload: z.object({}), attempts: 2, everyMs: 30 * 1_000 },
  'count-sales': { queue: 'maintenance', payload: z.object({}), attempts: 5, everyMs: 60 * 60 * 1_000 },
  /** Also enqueued at once when somebody deletes their account. */
  'delete-clerk-users': { queue: 'maintenance', payload: z.object({}), attempts: 5, everyMs: 10 * 60 * 1_000 },
  /** One attempt: what fails is still pending when it runs again. */
  'make-account-exports': { queue: 'maintenance', payload: z.object({}), attempts: 1, everyMs: 10_000 },
  'announce-stock': { queue: 'mail', payload: z.object({}), attempts: 1, everyMs: 20_000 },
  /** Looks for what is due. One attempt: what fails is due again later, by its row. */
  'send-mails': { queue: 'mail', payload: z.object({}), attempts: 1, everyMs: 5_000 },
  /** Ask the shop for what changed. One attempt: the watermark says where the next run begins. */
  'reconcile-products': { queue: 'mirror', payload: z.object({}), attempts: 1, everyMs: 5 * 60 * 1_000 },
  'reconcile-collections': { queue: 'mirror', payload: z.object({}), attempts: 1, everyMs: 5 * 60 * 1_000 },
  'reconcile-inventory': { queue: 'mirror', payload: z.object({}), attempts: 1, everyMs: 5 * 60 * 1_000 },
  'reconcile-customers': { queue: 'mirror', payload: z.object({}), attempts: 1, everyMs: 10 * 60 * 1_000 },
  'reconcile-orders': { queue: 'mirror', payload: z.object({}), attempts: 1, everyMs: 5 * 60 * 1_000 },
  /** Looks for what the shop no longer has. */
  'sweep-mirror': { queue: 'mirror', payload: z.object({}), attempts: 1, everyMs: 6 * 60 * 60 * 1_000 },
} as const satisfies Record<string, JobContract>;

interface JobContract {
  queue: string;
  payload: z.ZodType;
  attempts: number;
  /** Scheduled by itself, this often. */
  everyMs?: number;
}

export type JobName = keyof typeof jobContracts;
export type JobPayload<Name extends JobName> = z.output<(typeof jobContracts)[Name]['payload']>;
export type QueueName = (typeof jobContracts)[JobName]['queue'];

export const jobNames = Object.keys(jobContracts) as JobName[];
export const queueNames = [...new Set(jobNames.map((name) => jobContracts[name].queue))] as QueueName[];

/** One handler for each job, or it does not compile. */
export type JobHandlers = {
  [Name in JobName]: (payload: JobPayload<Name>, signal: AbortSignal) => Promise<void>;
};

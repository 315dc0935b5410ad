import type { Crypto } from '../../platform/crypto.ts';
import type { Tx } from '../../platform/db.ts';
import {
  advanceVersion,
  markDeleted,
  markRedacted,
  type ResourceState,
  versionOf,
} from '../../platform/resource-versions.ts';
import { toJson } from '../../platform/sealed-json.ts';
import type { CustomerDeletion, CustomerPayload } from './customers.schemas.ts';

export async function applyCustomer(
  tx: Tx,
  crypto: Crypto,
  payload: CustomerPayload,
  triggeredAt: Date,
): Promise<ResourceState & { fresh: boolean }> {
  const version = versionOf(payload, payload.updated_at, triggeredAt);
  const state = await advanceVersion(tx, { kind: 'customer', id: payload.id }, version);
  if (!state.fresh || state.redacted) return state;
  const { email, phone, first_name, last_name, note, addresses, default_address } = payload;
  const personal = toJson({ email, phone, first_name, last_name, note, addresses, default_address });
  const row = {
    personal: crypto.seal(customerContext(payload.id), personal),
    emailHash: email ? crypto.lookupHash('email', email.trim().toLowerCase()) : null,
    state: payload.state,
    verifiedEmail: payload.verified_email,
    currency: payload.currency,
    createdAt: payload.created_at,
    updatedAt: version.updatedAt,
  };
  await tx.customer.upsert({ where: { id: payload.id }, create: { id: payload.id, ...row }, update: row });
  return state;
}

/** Deletes a customer, for good. */
export async function deleteCustomer(tx: Tx, payload: CustomerDeletion): Promise<{ fresh: boolean }> {
  const marked = await markDeleted(tx, { kind: 'customer', id: payload.id });
  await tx.customer.deleteMany({ where: { id: payload.id } });
  return marked;
}

/** Erases a customer and sees to it that nothing that arrives later brings personal data back. */
export async function redactCustomer(tx: Tx, customerId: bigint): Promise<void> {
  await markRedacted(tx, { kind: 'customer', id: customerId });
  await tx.customer.deleteMany({ where: { id: customerId } });
}

export async function redactAllCustomers(tx: Tx): Promise<void> {
  await tx.$executeRaw`UPDATE resource_versions SET redacted = true WHERE kind = 'customer'`;
  await tx.customer.deleteMany();
}

/** What the `personal` column is sealed for. */
export function customerContext(customerId: bigint): string {
  return `customer:${customerId}`;
}

import type { Bytes, Crypto } from './crypto.ts';
import { fromJson, toJson } from './sealed-json.ts';

/** What people write about a pet, sealed for that pet: it stays readable when the pet changes hands. */

export function sealNotes(crypto: Crypto, petId: string, notes: string): Bytes {
  return crypto.seal(notesContext(petId), toJson(notes));
}

export function openNotes(crypto: Crypto, petId: string, sealed: Uint8Array | null): string | null {
  return sealed === null ? null : (fromJson(crypto.open(notesContext(petId), sealed)) as string);
}

/** What the `notes` column is sealed for. */
export function notesContext(petId: string): string {
  return `pet:${petId}:notes`;
}

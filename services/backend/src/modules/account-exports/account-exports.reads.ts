import type { Reader } from '../../platform/db.ts';

/** What the `content` column is sealed for. */
export function accountExportContext(id: string): string {
  return `account-export:${id}`;
}

export function findExport(reader: Reader, userId: string, id: string) {
  return reader.accountExport.findFirst({ where: { id, userId } });
}

const name = '[a-z0-9][a-z0-9-]{0,79}';
const safeKey = new RegExp(`^(${name}/){1,6}${name}\\.[a-z0-9]{1,8}$`);
const safeFolder = new RegExp(`^(${name}/){1,6}$`);

/**
 * A key of the storage, `previews/<id>/3.png` say.
 * @throws Error for one that could lead out of a folder. Keys are ours, not a client's: that is a fault of this program.
 */
export function requireSafeKey(key: string): string {
  if (!safeKey.test(key)) throw new Error(`not a key of the storage: ${JSON.stringify(key)}`);
  return key;
}

/** The same for what several keys begin with: it ends with a slash, so that `previews/1` does not mean `previews/10`. */
export function requireSafeFolder(folder: string): string {
  if (!safeFolder.test(folder)) throw new Error(`not a folder of the storage: ${JSON.stringify(folder)}`);
  return folder;
}

import { createHash } from 'node:crypto';
import postman from 'openapi-to-postmanv2';

/** A Postman collection of every operation, from the text of openapi.json. */
export async function renderPostman(openApi: string): Promise<string> {
  return `${JSON.stringify(withoutChance(await convert(openApi)), null, 2)}\n`;
}

function convert(openApi: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = { folderStrategy: 'Tags', parametersResolution: 'Example' };
    postman.convert({ type: 'string', data: openApi }, options, (error, result) => {
      if (error || !result.result) reject(error ?? new Error(result.reason));
      else resolve(result.output[0]?.data);
    });
  });
}

/**
 * The converter draws ids and example replies by chance; the same document must give the same file. Replies are left
 * out (the document has them), and ids are counted.
 */
function withoutChance(collection: unknown): unknown {
  let issued = 0;
  return JSON.parse(JSON.stringify(collection), (name, value) => {
    if (name === 'response') return [];
    if ((name !== 'id' && name !== '_postman_id') || typeof value !== 'string' || !isUuid.test(value)) return value;
    issued += 1;
    const digest = createHash('sha256').update(`postman ${issued}`).digest('hex');
    return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  });
}

const isUuid = /^[0-9a-f-]{36}$/;

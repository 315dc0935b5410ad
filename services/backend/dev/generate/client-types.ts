import openapiTS, { astToString } from 'openapi-typescript';

/** The types of the storefront's client, from the text of openapi.json. */
export async function renderClientTypes(openApi: string): Promise<string> {
  const nodes = await openapiTS(JSON.parse(openApi));
  return `/** Generated from openapi.json by npm run openapi. */\n\n${astToString(nodes)}`;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, buildSchema, type IntrospectionQuery, parse, validate } from 'graphql';
import { cutSchema, type ScopeRule, scopeRulesOf, touchedBy } from './cut-schema.ts';
import { listDocuments } from './documents.ts';

/**
 * Writes the part of Shopify's Admin schema that our documents touch. Shopify publishes the whole of it in an npm
 * package; to cut it anew after a document changed:
 *
 *   npm pack @shopify/dev-mcp@1.16.0
 *   tar xzf shopify-dev-mcp-1.16.0.tgz package/dist/data/admin_2026-10.json.gz
 *   npm run shopify:schema -- package/dist/data/admin_2026-10.json.gz
 */

interface SchemaFile {
  data: IntrospectionQuery;
  offline_scopes: { items: ScopeRule[] };
}

const version = '2026-10';
const source = `npm @shopify/dev-mcp@1.16.0, dist/data/admin_${version}.json.gz`;

const [file] = process.argv.slice(2);
if (!file) {
  process.stderr.write(`Which file? ${source}\n`);
  process.exit(2);
}
const { data, offline_scopes } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as SchemaFile;
const schema = buildClientSchema(data);
const texts = listDocuments().map(({ text }) => text);
const problems = texts.flatMap((text) => validate(schema, parse(text)));
for (const problem of problems) process.stderr.write(`${problem.message}\n`);
if (problems.length > 0) process.exit(1);

const touched = touchedBy(schema, texts);
const cut = cutSchema(schema, touched);
buildSchema(cut);
const provenance = `The part of Shopify's Admin GraphQL schema ${version} that our documents touch, cut from ${source} by write-schema.ts.`;
writeFileSync(join(import.meta.dirname, `admin-${version}.graphql`), `# ${provenance}\n\n${cut}\n`);
writeFileSync(
  join(import.meta.dirname, `admin-${version}.scopes.json`),
  `${JSON.stringify({ provenance, rules: scopeRulesOf(offline_scopes.items, touched) }, null, 2)}\n`,
);
process.stdout.write(`admin-${version}: ${touched.types.size} types, ${touched.fields.size} fields are touched\n`);

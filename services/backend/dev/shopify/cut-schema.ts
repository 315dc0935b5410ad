import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
  TypeInfo,
  type TypeNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Scopes of which one is needed, as Shopify's schema file lists them for a type, or for one field of it. */
export interface ScopeRule {
  typeName: string;
  fieldName?: string | undefined;
  offlineScopes: string[];
}

/** `QueryRoot.orders`, and the types that come out of the fields. */
export interface Touched {
  fields: Set<string>;
  types: Set<string>;
}

/** Which fields documents select, and which composite types these are of. */
export function touchedBy(schema: GraphQLSchema, documents: readonly string[]): Touched {
  const touched: Touched = { fields: new Set(), types: new Set() };
  const info = new TypeInfo(schema);
  for (const text of documents) {
    visit(
      parse(text),
      visitWithTypeInfo(info, {
        Field() {
          const parent = info.getParentType()?.name;
          const type = getNamedType(info.getType());
          touched.fields.add(`${parent}.${info.getFieldDef()?.name}`);
          if (parent) touched.types.add(parent);
          if (type && isCompositeType(type)) touched.types.add(type.name);
        },
      }),
    );
  }
  return touched;
}

/**
 * The schema without what no document of ours can reach. Of a type that is touched every field stays whose own type
 * stays, of the roots only the fields that are asked for; arguments and inputs stay whole. A document that passes the
 * cut schema passes the whole one; one that wants more is refused until the schema is cut anew.
 */
export function cutSchema(schema: GraphQLSchema, touched: Touched): string {
  const roots = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);
  const isComposite = (name: string) => isCompositeType(schema.getType(name));
  const whole = parse(printSchema(schema), { noLocation: true });
  const kept = new Set(touched.types);

  function cutObject(node: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
    const fields = node.fields?.filter((field) => {
      const type = nameOf(field.type);
      if (roots.has(node.name.value)) return touched.fields.has(`${node.name.value}.${field.name.value}`);
      return !isComposite(type) || touched.types.has(type);
    });
    const interfaces = node.interfaces?.filter(({ name }) => touched.types.has(name.value));
    return { ...node, ...(fields && { fields }), ...(interfaces && { interfaces }) };
  }

  function keepWithInputs(name: string): void {
    if (kept.has(name)) return;
    kept.add(name);
    const type = schema.getType(name);
    if (!isInputObjectType(type)) return;
    for (const field of Object.values(type.getFields())) keepWithInputs(getNamedType(field.type).name);
  }

  const cut: DocumentNode = {
    ...whole,
    definitions: whole.definitions.map((node) => (node.kind === Kind.OBJECT_TYPE_DEFINITION ? cutObject(node) : node)),
  };
  for (const node of cut.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || !touched.types.has(node.name.value)) continue;
    for (const field of node.fields ?? []) {
      keepWithInputs(nameOf(field.type));
      for (const argument of field.arguments ?? []) keepWithInputs(nameOf(argument.type));
    }
  }
  const definitions = cut.definitions.filter((node) =>
    'name' in node && node.name && node.kind !== Kind.DIRECTIVE_DEFINITION ? kept.has(node.name.value) : true,
  );
  return print(visit({ ...cut, definitions }, { StringValue: (node, _key, parent) => withoutProse(node, parent) }));
}

/** Descriptions are most of the file, and say nothing to a test. Reasons of deprecation stay. */
function withoutProse(node: unknown, parent: unknown): null | undefined {
  return (parent as { description?: unknown } | undefined)?.description === node ? null : undefined;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** The rules that concern what is touched: of its types as a whole, and of its fields. */
export function scopeRulesOf(rules: readonly ScopeRule[], touched: Touched): ScopeRule[] {
  return rules
    .filter(({ offlineScopes }) => offlineScopes.length > 0)
    .filter(({ typeName, fieldName }) =>
      fieldName === undefined ? touched.types.has(typeName) : touched.fields.has(`${typeName}.${fieldName}`),
    )
    .map(({ typeName, fieldName, offlineScopes }) => ({ typeName, fieldName, offlineScopes }));
}

import { readFileSync } from 'node:fs';
import { generated, OPENAPI_FILE, SCHEMA_FILE } from '../../script/write-openapi.js';

interface Operation {
  operationId: string;
  responses: Record<string, { content?: unknown }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
}

describe('the API document', () => {
  let made: Awaited<ReturnType<typeof generated>>;
  let document: Document;
  beforeAll(async () => {
    made = await generated();
    document = JSON.parse(made.openapi) as Document;
  });

  it('that is checked in is the one that the program makes (else: npm run openapi)', () => {
    expect(JSON.parse(readFileSync(OPENAPI_FILE, 'utf8'))).toEqual(document);
  });

  it("and the client's types are made from it (else: npm run openapi)", () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8') === made.schema).toBe(true);
  });

  it('says of every answer what it holds, unless it is empty', () => {
    const silent = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        ['200', '201'].some((status) => responses[status] && !responses[status].content) ? [`${method} ${path}`] : [],
      ),
    );
    expect(silent).toEqual([]);
  });

  it('has no input or answer without fields: a field that is not declared is not in the document', () => {
    const empty = Object.entries(document.components.schemas).filter(
      ([, schema]) => 'properties' in schema && Object.keys(schema.properties ?? {}).length === 0,
    );
    expect(empty.map(([name]) => name)).toEqual([]);
  });

  it('gives each call another name', () => {
    const names = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

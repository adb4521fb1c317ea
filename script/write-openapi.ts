/** Writes what is made from the API's DTOs and views: docs/openapi.json, and the types of libs/api-client. */
import { writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { describeApi } from '../apps/control-plane/src/app.js';

export const OPENAPI_FILE = 'docs/openapi.json';
export const SCHEMA_FILE = 'libs/api-client/src/schema.ts';

const HEADER =
  '/** The types of the HTTP API, made from docs/openapi.json by "npm run openapi". Never edited by hand. */\n';

/** Gives the text of both files. */
export const generated = async (): Promise<{ openapi: string; schema: string }> => {
  const document = await describeApi();
  const types = await openapiTypescript(document as unknown as OpenAPI3, { alphabetize: true });
  return { openapi: `${JSON.stringify(document, null, 2)}\n`, schema: HEADER + astToString(types) };
};

export const writeGenerated = async (): Promise<void> => {
  const { openapi, schema } = await generated();
  await writeFile(OPENAPI_FILE, openapi);
  await writeFile(SCHEMA_FILE, schema);
};

import { type INestApplication, Injectable } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../version.js';
import { Problem } from './problem.js';
import { SESSION_COOKIE } from './session-cookie.js';

/** The document of this app's API; put here when the app is made, after all its routes are known. */
@Injectable()
export class OpenApi {
  document?: OpenAPIObject;
}

/** Controller and method of a handler as one word: `PeopleController.add` is `peopleAdd`. */
const operationName = (controller: string, method: string): string => {
  const noun = controller.replace(/Controller$/, '');
  return `${noun.charAt(0).toLowerCase()}${noun.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
};

/** Gives the OpenAPI document of the app's routes: made from their DTOs and views, so that it cannot differ from them. */
export const openApiDocument = (app: INestApplication): OpenAPIObject => {
  const about = new DocumentBuilder()
    .setTitle('Curfew')
    .setDescription('Access to servers for a limited time. Refused calls answer application/problem+json.')
    .setVersion(VERSION)
    .addCookieAuth(SESSION_COOKIE)
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    operationIdFactory: operationName,
    extraModels: [Problem],
  });
  for (const path of Object.values(document.paths)) (Object.values(path) as Operation[]).forEach(complete);
  return document;
};

interface Operation {
  responses?: Record<string, unknown>;
  parameters?: { in: string; name: string }[];
}

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Every call may be refused. Parameters stand in one order, whichever compiler ran the decorators. */
const complete = (operation: Operation): void => {
  operation.responses = { ...operation.responses, default: { description: 'Refused', content: PROBLEM } };
  operation.parameters?.sort((one, other) => `${one.in} ${one.name}`.localeCompare(`${other.in} ${other.name}`));
};

import { type INestApplication, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { AUTHORITY_KEY } from './authority.js';

const handlersOf = (controller: Type): [string, object][] => {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name): [string, object][] => {
    const handler = name === 'constructor' ? undefined : prototype[name];
    return typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler) ? [[name, handler]] : [];
  });
};

/** Takes controllers and gives the names of their handlers that declare no authority, by themselves or by their class. */
export const undeclared = (controllers: readonly Type[]): string[] =>
  controllers.flatMap((controller) =>
    handlersOf(controller)
      .filter(
        ([, handler]) =>
          !Reflect.hasMetadata(AUTHORITY_KEY, handler) && !Reflect.hasMetadata(AUTHORITY_KEY, controller),
      )
      .map(([name, handler]) => {
        const paths = [controller, handler].map((of) => String(Reflect.getMetadata(PATH_METADATA, of) ?? ''));
        return `${controller.name}.${name} (/api/${paths
          .join('/')
          .replace(/^\/+|\/+$/g, '')
          .replace(/\/+/g, '/')})`;
      }),
  );

/** Refuses to start while a route does not say who may call it [I31]. */
export const demandAuthorities = (app: INestApplication): void => {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) => metatype ?? []),
  );
  const missing = undeclared(controllers as Type[]);
  if (missing.length === 0) return;
  throw new Error(`These routes do not say who may call them: ${missing.join(', ')}. Put @Authority(...) on each.`);
};

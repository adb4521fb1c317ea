import { Fault } from '#access/fault.js';

/** One setting out of the environment. An empty variable counts as none: container files often set them so. */
export const text = (env: NodeJS.ProcessEnv, name: string): string | undefined => env[name]?.trim() || undefined;

export const bad = (message: string, hint: string): Fault => new Fault('config-invalid', message, { hint });

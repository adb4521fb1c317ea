/** The migrations, oldest first. A new one is added at the end; one that was released is never edited. */
import type { MigrationInterface } from 'typeorm';

export const MIGRATIONS: (new () => MigrationInterface)[] = [];

import fc from 'fast-check';
import { PROD, server } from './flow.fixture.js';
import {
  type FlowTarget,
  isInScope,
  reachedPermissions,
  reaches,
  type ServerScope,
  type ServerSelector,
} from './flow-target.js';
import type { BundleId, IntegrationId, ResourceId } from './ids.js';
import type { ResourceFacts } from './resource.js';
import { matchesPattern } from './text-forms.js'; // prettier-ignore

const web1 = server('web-1', { tags: { env: 'prod', tier: 'front-end' } });
const all: ServerSelector = { all: true };

describe('a scope', () => {
  it.each<[ServerScope, boolean]>([
    [all, true],
    [{ names: ['web-1'] }, true],
    [{ names: ['WEB-1'] }, false],
    [{ names: [] }, false],
    [{ ids: ['web-1' as ResourceId] }, true],
    [{ ids: ['web-2' as ResourceId] }, false],
    [{ patterns: ['web-*'] }, true],
    [{ patterns: ['*'] }, true],
    [{ patterns: ['db-*', '*-1'] }, true],
    [{ patterns: ['web'] }, false],
    [{ tags: { env: 'prod' } }, true],
    [{ tags: { env: 'prod', tier: 'back-end' } }, false],
    [{ tags: {} }, false],
    [{ tagPatterns: { tier: 'front*' } }, true],
    [{ tagPatterns: { tier: 'back*' } }, false],
    [{ tagPatterns: {} }, false],
    [{ include: [], exclude: [] }, false],
    [{ include: [all], exclude: [] }, true],
    [{ include: [all], exclude: [{ names: ['web-1'] }] }, false],
    [{ include: [all], exclude: [{ names: ['web-2'] }] }, true],
    [{ include: [{ names: ['db-1'] }, { patterns: ['web-*'] }], exclude: [{ tags: { env: 'test' } }] }, true],
    [{ include: [all], exclude: [{ tags: { env: 'prod' } }] }, false],
    [{ include: [all], exclude: [{ tags: { Env: 'PROD' } }] }, false],
    [{ include: [all], exclude: [{ patterns: ['WEB-*'] }] }, false],
    [{ include: [all], exclude: [{ tagPatterns: { tier: 'FRONT*' } }] }, false],
    [{ include: [all], exclude: [{ moon: 'full' } as never] }, false],
    [{ include: [{ moon: 'full' } as never], exclude: [] }, false],
    [{ moon: 'full' } as never, false],
  ])('%j names web-1: %s', (scope, expected) => expect(isInScope(scope, web1)).toBe(expected));

  const selector = fc.oneof(
    fc.constant(all),
    fc.record({ names: fc.subarray(['web-1', 'db-1']) }),
    fc.record({ patterns: fc.subarray(['web-*', '*1', 'x']) }),
    fc.record({ tags: fc.constantFrom({}, { env: 'prod' }, { env: 'test' }) }),
  ) as fc.Arbitrary<ServerSelector>;
  it('names no server more for one exclusion more', () => {
    fc.assert(
      fc.property(fc.array(selector), fc.array(selector), selector, (include, exclude, more) => {
        if (isInScope({ include, exclude: [...exclude, more] }, web1)) {
          expect(isInScope({ include, exclude }, web1)).toBe(true);
        }
      }),
    );
  });
});

describe('a target', () => {
  const on = (target: FlowTarget, resource: ResourceFacts = web1): string[] => reachedPermissions([target], resource);
  const query = { text: null, tags: {}, integrationIds: null };

  it('of another integration reaches nothing', () => {
    const target = { integrationId: 'other' as IntegrationId, servers: all, permissions: 'all' } as const;
    expect(on(target)).toEqual([]);
  });

  it('reaches those of its permissions that the server offers', () => {
    const target = { integrationId: PROD, servers: all, permissions: ['web-ops', 'wheel'] };
    expect([on(target), reaches([target], web1, 'wheel')]).toEqual([['web-ops'], false]);
  });

  it('of a bundle reaches what the bundle holds, and without it nothing', () => {
    const bundleId = 'b' as BundleId;
    const holds = [{ integrationId: PROD, servers: all, permissions: 'all' } as const];
    expect(on({ bundleId, holds })).toEqual(['web-ops', 'db-admins']);
    expect([on({ bundleId }), on({ bundleId, holds: [] })]).toEqual([[], []]);
  });

  it('of a saved query follows what a server is, and an empty query finds nothing', () => {
    const found = (given: object): string[] => on({ query: { ...query, ...given }, permissions: ['web-ops'] });
    expect([found({ text: 'WEB' }), found({ tags: { env: 'prod' } }), found({ integrationIds: [PROD] })]).toEqual(
      Array(3).fill(['web-ops']),
    );
    const misses = [{}, { text: 'db' }, { text: 'web', tags: { env: 'test' } }, { integrationIds: [] }];
    expect(misses.map(found)).toEqual(Array(4).fill([]));
  });
});

describe('a pattern', () => {
  it('matches what the same regular expression matches', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
    fc.assert(
      fc.property(text, pattern, (one, by) => {
        expect(matchesPattern(one, by)).toBe(new RegExp(`^${by.replaceAll('*', '.*')}$`).test(one));
      }),
      { numRuns: 2000 },
    );
  });
});

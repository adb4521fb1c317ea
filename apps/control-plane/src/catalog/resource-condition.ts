/**
 * What the target of an access flow names, as SQL: so that a page of the catalog is found by the database. libs/access decides;
 * where the two differ (an exclusion also catches look-alikes) the catalog leaves out what the decision does not permit.
 */
import type { ResourceQuery, ServerScope, ServerSelector } from '#access/flow-target.js';
import type { ResourceSelector } from './resource.js';

const NOTHING = 'FALSE';
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const likeOf = (pattern: string): string => literally(pattern).replaceAll('*', '%');

/** Collects the parameters of one condition; each gets a name of its own. */
export class ResourceCondition {
  private readonly parameters: Record<string, unknown> = {};

  /** Text and parameters of a condition on `resource`. */
  anyOf(selectors: readonly ResourceSelector[]): [string, Record<string, unknown>] {
    const texts = selectors.map((one) => ('query' in one ? this.found(one.query) : this.ofIntegration(one)));
    return [`(${[NOTHING, ...texts].join(' OR ')})`, this.parameters];
  }

  private ofIntegration({ integrationId, servers }: Exclude<ResourceSelector, { query: unknown }>): string {
    return `(resource.integrationId = ${this.put(integrationId)} AND ${this.inScope(servers)})`;
  }

  private inScope(scope: ServerScope): string {
    if (!('include' in scope)) return this.selected(scope);
    const included = [NOTHING, ...scope.include.map((one) => this.selected(one))].join(' OR ');
    const excluded = scope.exclude.map((one) => ` AND NOT (${this.selected(one)})`).join('');
    return `((${included})${excluded})`;
  }

  /** No name and no tag at all names nothing. */
  private selected(selector: ServerSelector): string {
    if ('all' in selector) return selector.all ? 'TRUE' : NOTHING;
    if ('names' in selector) return `resource.name = ANY(${this.put(selector.names)})`;
    if ('ids' in selector) return `resource.id = ANY(CAST(${this.put(selector.ids)} AS uuid[]))`;
    if ('patterns' in selector) return `resource.name LIKE ANY(${this.put(selector.patterns.map(likeOf))})`;
    if ('tags' in selector) return Object.keys(selector.tags).length > 0 ? this.bears(selector.tags) : NOTHING;
    const tags = Object.entries('tagPatterns' in selector ? selector.tagPatterns : {});
    return tags.length > 0 ? `(${tags.map(([tag, value]) => this.hasLike(tag, value)).join(' AND ')})` : NOTHING;
  }

  private bears(tags: Readonly<Record<string, string>>): string {
    return `resource.tags @> CAST(${this.put(JSON.stringify(tags))} AS jsonb)`;
  }

  private hasLike(tag: string, value: string): string {
    return `EXISTS (SELECT 1 FROM jsonb_each_text(resource.tags) AS borne(name, text) WHERE borne.name LIKE ${this.put(likeOf(tag))} AND borne.text LIKE ${this.put(likeOf(value))})`;
  }

  private found({ text, tags, integrationIds }: ResourceQuery): string {
    const asked = [
      ...(text === null ? [] : [`strpos(lower(resource.name), lower(${this.put(text)})) > 0`]),
      ...(Object.keys(tags).length === 0 ? [] : [this.bears(tags)]),
      ...(integrationIds === null ? [] : [`resource.integrationId = ANY(CAST(${this.put(integrationIds)} AS uuid[]))`]),
    ];
    return asked.length === 0 ? NOTHING : `(${asked.join(' AND ')})`;
  }

  private put(value: unknown): string {
    const name = `selected${Object.keys(this.parameters).length}`;
    this.parameters[name] = value;
    return `:${name}`;
  }
}

/** The catalog page and its search over 100,000 servers and 1,000 flows, against the plain SQL that finds the same rows. */
import type { CatalogPage } from '../apps/control-plane/src/access-requests/catalog.view.js';
import { BigSite, flowsOf, idOf, SIZE, targetOf } from './big-site.js';
import { type Bench, inTurn, milliseconds, quantile, type Row, timed } from './measure.js';

const PEOPLE = 50;
const RUNS = 200;
const PAGE = 50;
const MOST = 3;

const QUERIES = [
  { name: 'page', search: '' },
  { name: 'search', search: 'b-77' },
];

export const catalog: Bench = {
  name: 'catalog',
  async run(say) {
    const site = await BigSite.start();
    const people = Array.from({ length: PEOPLE }, (_, n) => n * 97);
    await site.signIn(people);
    const rows: Row[] = [];
    for (const { name, search } of QUERIES) {
      for (const person of people.slice(0, 5)) await compare(site, person, search);
      const times = await timesOf(site, people, search);
      const [ours, plain] = [quantile(times.ours, 0.99), quantile(times.plain, 0.99)];
      say(`${name}: p50 ${milliseconds(quantile(times.ours, 0.5))} against ${milliseconds(quantile(times.plain, 0.5))}`);
      const what = `catalog ${name}: ${SIZE.resources} servers, ${SIZE.flows} flows, ${SIZE.people} people; p99, against the plain SQL for the same rows`;
      rows.push({ bench: 'catalog', what, ours: milliseconds(ours), peer: milliseconds(plain), ratio: `${(ours / plain).toFixed(2)}× the time`, bar: `≤ ${MOST}×`, met: ours <= MOST * plain, runs: RUNS });
    }
    return rows;
  },
}; // prettier-ignore

const timesOf = (site: BigSite, people: readonly number[], search: string) => {
  const turn = { ours: 0, plain: 0 };
  const next = (side: keyof typeof turn): number => people[(turn[side] += 1) % people.length] ?? 0;
  return inTurn(
    {
      ours: () => timed(() => ours(site, next('ours'), search)),
      plain: () => timed(() => plain(site, next('plain'), search)),
    },
    RUNS,
  );
};

/** Both sides must find the same, or nothing is measured. */
async function compare(site: BigSite, person: number, search: string): Promise<void> {
  const [page, rows] = [await ours(site, person, search), await plain(site, person, search)];
  const shown = page.items.map(({ resource }) => resource.name).join();
  if (shown !== rows.names.join() || page.total !== rows.total || page.total === 0)
    throw new Error(`The catalog of person ${person} is not what the SQL finds: ${page.total}, ${rows.total}.`);
}

async function ours(site: BigSite, person: number, search: string): Promise<CatalogPage> {
  const query = `limit=${PAGE}${search ? `&search=${search}` : ''}`;
  const { status, body } = await site.call<CatalogPage>(person, 'GET', `/api/catalog?${query}`);
  if (status !== 200) throw new Error(`The catalog answered ${status}.`);
  return body;
}

async function plain(site: BigSite, person: number, search: string): Promise<{ names: string[]; total: number }> {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const reached = flowsOf(person).map((flow) => {
    const { integration, role } = targetOf(flow);
    return `(resource.integration_id = ${put(idOf('integration', integration))} AND resource.tags @> CAST(${put(JSON.stringify({ role: `r${role}` }))} AS jsonb))`;
  });
  const found = search ? ` AND (strpos(lower(resource.name), ${put(search)}) > 0 OR strpos(lower(integration.name), ${put(search)}) > 0)` : '';
  const from = `FROM resource JOIN integration ON integration.id = resource.integration_id
    WHERE NOT resource.gone AND NOT resource.leaving AND integration.deleted_at IS NULL AND (${reached.join(' OR ')})${found}`;
  const { database } = site.curfew;
  const rows = await database.query<{ name: string }>(`SELECT resource.* ${from} ORDER BY lower(resource.name), resource.id LIMIT ${PAGE}`, values);
  const [counted] = await database.query<{ total: number }>(`SELECT count(*)::int AS total ${from}`, values);
  return { names: rows.map(({ name }) => name), total: counted?.total ?? 0 };
} // prettier-ignore

import { $api } from '../../ui/api.js';
import { Section } from '../../ui/page.js';
import { Shown } from '../../ui/shown.js';
import { Why } from '../access/kept-back.js';
import { WaitingRow } from '../access/waiting.js';

/** What one would have by oneself, and why one has not. Nothing where there is nothing of the kind. */
export const MyKeptBack = () => {
  const { data } = $api.useQuery('get', '/api/automatic-access/kept-back/mine', { params: { query: { limit: 50 } } });
  const waiting = $api.useQuery('get', '/api/automatic-access/waiting/mine', { params: { query: { limit: 50 } } }).data;
  if (!data || !waiting || data.total + waiting.total === 0) return null;
  return (
    <Section title="Not given to you by itself now">
      <ul className="rows">
        {data.items.map((mark) => (
          <li className="row row-tall" key={`${mark.flow.id} ${mark.resource.id}`}>
            <div className="row-main">
              <p className="row-title">
                <Shown text={mark.resource.name} />
              </p>
              <p className="row-sub">
                Access flow “<Shown text={mark.flow.name} />”
              </p>
              <Why mark={mark} />
              {mark.held !== null && <p className="row-sub">An administrator can let it come back before.</p>}
            </div>
          </li>
        ))}
        {waiting.items.map((one) => (
          <WaitingRow key={`${one.flow.id} ${one.resource.id}`} waiting={one} named={false} />
        ))}
      </ul>
    </Section>
  );
};

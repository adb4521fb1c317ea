import { Link } from '@tanstack/react-router';
import type { Attention } from '#api-client/views.js';
import { $api } from './api.js';
import { FaultNote } from './problem.js';
import { useIsAdministrator } from './session.js';

/** What needs an administrator's eyes, whatever page he is on; undefined for others, and before it is known. */
export const useAttention = (): Attention | undefined => {
  const isAdministrator = useIsAdministrator();
  return $api.useQuery('get', '/api/attention', {}, { enabled: isAdministrator }).data;
};

/** Beside the entry of the navigation; loud when it is an alarm. */
export const DebtCount = () => {
  const debt = useAttention()?.accessDebt;
  if (debt === undefined || debt.grants === 0) return null;
  return (
    <span className={debt.overdue > 0 ? 'nav-count nav-count-bad' : 'nav-count'}>
      {debt.grants}
      <span className="visually-hidden"> ended and not proved gone</span>
    </span>
  );
};

/** Beside the entry of the flows: edits that wait for this administrator. */
export const ProposalCount = () => {
  const waiting = useAttention()?.flowProposals ?? 0;
  if (waiting === 0) return null;
  return (
    <span className="nav-count">
      {waiting}
      <span className="visually-hidden"> proposed and waiting for you</span>
    </span>
  );
};

/** On small screens, where the navigation is behind a button. */
export const TopDebt = () => {
  const debt = useAttention()?.accessDebt;
  if (debt === undefined || debt.grants === 0) return null;
  return (
    <Link to="/access-debt" className={debt.overdue > 0 ? 'top-waiting top-bad' : 'top-waiting'}>
      {debt.grants} access debt
    </Link>
  );
};

/** What is wrong with the control plane itself. */
export const AttentionNotes = () => {
  const faults = useAttention()?.faults ?? [];
  if (faults.length === 0) return null;
  return (
    <div className="attention" role="status">
      {faults.map((fault) => (
        <FaultNote key={fault.code} fault={fault} />
      ))}
    </div>
  );
};

import { Avatar, Button, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, queries } from './api.js';
import {
  ActivityIcon, ApproveIcon, AuditIcon, BundleIcon, CatalogIcon, ClockIcon, DebtIcon, FlowIcon, KeyIcon, LinkIcon, PeopleIcon, RequestIcon, ServerIcon, ShieldIcon, ShiftIcon, SimulatorIcon,
} from './icons.js'; // prettier-ignore
import { DebtCount, ProposalCount } from './attention.js';
import { SchemeSwitch } from './scheme.js';
import { useSession } from './session.js';
import { Shown } from './shown.js';
import { shownText } from './shown-text.js';

const FOR_EVERYBODY = [
  { to: '/catalog', name: 'Catalog', Icon: CatalogIcon },
  { to: '/my-access', name: 'My access', Icon: KeyIcon },
  { to: '/my-requests', name: 'My requests', Icon: RequestIcon },
  { to: '/approvals', name: 'Approvals', Icon: ApproveIcon },
  { to: '/shifts', name: 'Shifts', Icon: ShiftIcon },
] as const;

const FOR_ADMINISTRATORS = [
  { to: '/integrations', name: 'Integrations', Icon: ServerIcon },
  { to: '/flows', name: 'Access flows', Icon: FlowIcon },
  { to: '/simulator', name: 'Simulator', Icon: SimulatorIcon },
  { to: '/bundles', name: 'Bundles', Icon: BundleIcon },
  { to: '/people', name: 'People and teams', Icon: PeopleIcon },
  { to: '/connectors', name: 'Connectors', Icon: LinkIcon },
  { to: '/activity', name: 'Activity', Icon: ActivityIcon },
  { to: '/access', name: 'Running access', Icon: ClockIcon },
  { to: '/access-debt', name: 'Access debt', Icon: DebtIcon },
  { to: '/standing-access', name: 'Standing access', Icon: ShieldIcon },
  { to: '/audit', name: 'Audit', Icon: AuditIcon },
] as const;

const BADGES: Readonly<Record<string, ReactNode>> = { '/flows': <ProposalCount />, '/access-debt': <DebtCount /> };

const Entry = ({ to, name, icon, badge }: { to: string; name: string; icon: ReactNode; badge?: ReactNode }) => (
  <li>
    <Link to={to} className="nav-link" activeProps={{ 'aria-current': 'page' }}>
      {icon}
      <span>{name}</span>
      {badge}
    </Link>
  </li>
);

/** For the two letters of the picture: "Rita (requester)" has R and R, not a bracket. */
const lettersOf = (name: string): string => shownText(name.replace(/[^\p{L}\p{N}\s]/gu, ''));

const Waiting = ({ count }: { count: number }) =>
  count === 0 ? null : (
    <span className="nav-count">
      {count}
      <span className="visually-hidden"> waiting for you</span>
    </span>
  );

export const Navigation = () => {
  const { person, waitingForMe } = useSession();
  return (
    <>
      <nav aria-label="Main">
        <ul className="nav-list">
          {FOR_EVERYBODY.map(({ to, name, Icon }) => (
            <Entry
              key={to}
              to={to}
              name={name}
              icon={<Icon />}
              badge={to === '/approvals' && <Waiting count={waitingForMe} />}
            />
          ))}
        </ul>
        {person.role === 'administrator' && (
          <>
            <p className="nav-title" id="nav-administration">
              Administration
            </p>
            <ul className="nav-list" aria-labelledby="nav-administration">
              {FOR_ADMINISTRATORS.map(({ to, name, Icon }) => (
                <Entry key={to} to={to} name={name} icon={<Icon />} badge={BADGES[to]} />
              ))}
            </ul>
          </>
        )}
      </nav>
      <div className="side-foot">
        <SchemeSwitch />
        <Myself />
      </div>
    </>
  );
};

const Myself = () => {
  const { person } = useSession();
  const navigate = useNavigate();
  const signOut = async () => {
    await api.DELETE('/api/session');
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          className="myself"
          justify="flex-start"
          leftSection={<Avatar size={28} color="dusk" variant="filled" name={lettersOf(person.displayName)} alt="" />}
        >
          <span className="myself-name">
            <Shown text={person.displayName} />
            <span className="dimmed">{person.role}</span>
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate({ to: '/account' })}>Your sign-in and password</Menu.Item>
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

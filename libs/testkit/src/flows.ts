/** The access flows of an installation: its engineers ask, omar approves. */
import { type Api, ok } from './given.js';

export interface FlowOptions {
  userGroups?: string[];
  /** A connector gives them only where its ceiling says so. */
  sudoRoles?: { name: string; commands: string[] }[];
  allowsForwarding?: boolean;
  finishWithinSeconds?: number;
  /** Permissions with a flow of their own, by which sessions may finish. */
  finishing?: { permissions: string[]; withinSeconds: number };
}

/** Makes one flow for all permissions, or two where some of them are apart. */
export async function giveFlows(
  api: Api,
  integrationId: string,
  requesters: string[],
  options: FlowOptions,
): Promise<void> {
  const { userGroups = [], sudoRoles = [], allowsForwarding = false, finishWithinSeconds, finishing } = options;
  const teams = {
    requesters: { personIds: [], teamIds: [(await api.team('engineers', requesters)).id] },
    approvers: { personIds: [], teamIds: [(await api.team('owners', ['omar'])).id] },
  };
  const give = (terms: object, permissions: string[] | 'all') =>
    giveFlow(api, { ...teams, ...terms, targets: [{ integrationId, servers: { all: true }, permissions }] });
  const others = [...userGroups, ...sudoRoles.map(({ name }) => name)].filter(
    (one) => !finishing?.permissions.includes(one),
  );
  await give({ name: 'machines for engineers', allowsForwarding, finishWithinSeconds }, finishing ? others : 'all');
  if (finishing)
    await give(
      { name: 'long work', allowsForwarding: false, finishWithinSeconds: finishing.withinSeconds },
      finishing.permissions,
    );
}

async function giveFlow(api: Api, terms: object): Promise<void> {
  const flow = ok(
    await api.as('ada').post<{ id: string; active: boolean }>('/api/access-flows', {
      longestSeconds: 8 * 3600,
      justificationRequired: true,
      extensions: { most: 2, longestSeconds: 3600, approvalAgain: true },
      ...terms,
    }),
  );
  if (!flow.active) ok(await api.as('ada').post(`/api/access-flows/${flow.id}/activate`));
}

import type { Session } from '#api-client/views.js';
import { $api } from './api.js';

/** The session of the one who reads the page. Only below the shell, which shows nothing before it is there. */
export const useSession = (): Session => {
  const { data } = $api.useQuery('get', '/api/session');
  if (data === undefined) throw new Error('A page that needs a session was shown without one.');
  return data;
};

/** Whether the reader administers this installation. */
export const useIsAdministrator = (): boolean => useSession().person.role === 'administrator';

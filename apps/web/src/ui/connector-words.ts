/** What the states of connectors are called, and what sudo lets them do. Pure. */
import type { Connector, ConnectorInstance, Server } from '../../../../libs/api-client/src/views.js';
import type { StateWords } from './state-words.js';

/** Takes a connector; gives whether it is there, in words. */
export const connectorWords = (connector: Pick<Connector, 'connected' | 'enrolled'>): StateWords => {
  if (!connector.enrolled) return { word: 'not enrolled yet', tone: 'watch', meaning: 'Start it once with its token.' };
  return connector.connected
    ? { word: 'connected', tone: 'good', meaning: 'It takes orders.' }
    : { word: 'not connected', tone: 'bad', meaning: 'Access still ends on the servers by itself; new access waits.' };
};

/** Takes one instance of a connector; gives whether it is there, in words. */
export const instanceWords = ({ connected, refusal }: Pick<ConnectorInstance, 'connected' | 'refusal'>): StateWords => {
  if (connected) return { word: 'connected', tone: 'good', meaning: 'It takes orders.' };
  if (refusal !== null) return { word: 'refused', tone: 'bad', meaning: 'It does not fit to the other instances.' };
  return { word: 'not connected', tone: 'watch', meaning: 'It gives and ends nothing new just now.' };
};

/** What sudo lets the connector do on a server. */
export const sudoWords = ({ sudoMode, helperReady }: Pick<Server, 'sudoMode' | 'helperReady'>): string => {
  if (sudoMode === null) return 'not known yet';
  if (sudoMode === 'helper') return 'helper mode';
  return helperReady ? 'full sudo, no longer needed' : 'full sudo';
};

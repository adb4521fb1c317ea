/** Every fault code of Curfew, by area. Each is explained in docs/errors.md; a test compares both ways. */
export const FAULT_CODES = {
  // What a caller of the API sent
  'input-invalid': 'A field of the input is missing, unknown, too long or malformed',
  'not-signed-in': 'The call needs a signed-in person',
  'sign-in-refused': 'Address or password is wrong, or the person is disabled',
  'not-allowed': 'The person may not do this',
  'not-found': 'There is no such thing, or the person may not know of it',
  conflict: 'The thing changed meanwhile, or is in a state in which this cannot be done',
  'name-taken': 'Another thing of this kind has that name',
  'too-many-tries': 'The rate limit for this call is used up',
  'cross-site': 'The call came from another site',
  'internal-error': 'Curfew itself failed; the log has the detail',
  // Asking, approving
  'access-denied': 'No access flow permits the request',
  'reason-required': 'The access flow needs a justification',
  'too-long': 'The asked duration is above the longest of the access flow',
  'already-requested': 'The same access is pending or running for this person already',
  'own-request': 'Nobody approves a request of his own',
  'not-an-approver': 'The person is not among the approvers of this request',
  'already-decided': 'The request has ended already',
  // Secrets
  'secret-unreachable': 'The secret store did not answer or refused',
  'secret-not-found': 'The secret store has no such secret',
  'secret-key-missing': 'The secret has no value under the expected key',
  'secret-not-base64': 'The value is not base64',
  'secret-not-private-key': 'The decoded value is not a private key that can be read',
  'secret-passphrase-wrong': 'The private key needs a passphrase that is missing or wrong',
  // Servers
  'servers-list-invalid': 'The JSON list of servers has a bad entry',
  'server-unreachable': 'The server did not answer',
  'no-common-algorithm': 'Server and connector share no key exchange, cipher or host key algorithm',
  'host-key-unconfirmed': 'The host key of the server was not confirmed yet',
  'host-key-changed': 'The server shows another host key than the confirmed one',
  'login-refused': 'The server refused the key of the connector',
  'sudo-asks-password': 'sudo on the server asks for a password or refuses',
  'server-tool-missing': 'The server lacks a tool that curfew-host needs',
  'sshd-rules-in-the-way': "sshd's own rules on the server defeat the trust file",
  'host-script-failed': 'curfew-host ended without a proper answer',
  'server-clock-off': 'The clock of the server is off by more than 30 seconds',
  'order-older-than-ledger': "The order is older than the server's ledger",
  'not-set-up': 'Nothing was installed on the server yet',
  // Grants
  'group-missing': 'The server has no such Linux group',
  'account-exists': 'The server has an account of that name that Curfew did not make',
  'account-not-allowed': 'The account is a system account or its name is not allowed',
  'above-ceiling': "The order is above the connector's own ceiling",
  'grant-not-active': 'The grant has ended or is not in force yet',
  'removal-unproved': 'Something of the grant is left on the server',
  // Keys and certificates
  'public-key-invalid': 'The text is not one plain OpenSSH public key',
  'public-key-weak': 'The key is of a kind or size that is not accepted',
  'key-not-bound': 'Another public key is bound to the grant',
  'connector-offline': 'The connector is not connected',
  // Connector and configuration
  'config-invalid': 'A setting is missing or malformed',
  'enrolment-refused': 'The enrolment token is unknown, used or expired',
  'link-refused': 'The control plane refused the connector',
  'state-unusable': 'The state folder cannot be read or written, or belongs to somebody else',
  'port-taken': 'Another program listens on that address',
  'database-unreachable': 'PostgreSQL did not answer or refused',
} as const;

export type FaultCode = keyof typeof FAULT_CODES;

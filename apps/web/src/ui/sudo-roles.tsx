import type { SudoRole } from '#api-client/views.js';
import { DebtIcon } from './icons.js';
import { Shown } from './shown.js';

/** Said wherever somebody asks for, gives or has everything. */
export const ROOT_WORDS =
  'This gives root: who has it can undo anything on that server, Curfew’s part included, also the end of this access.';

/** The commands themselves, each with exactly the arguments that it may be run with. */
export const Commands = ({ role }: { role: Pick<SudoRole, 'name' | 'commands' | 'givesRoot'> }) => (
  <>
    <ul className="commands">
      {role.commands.map((command) => (
        <li key={command}>
          {command === 'ALL' ? (
            <>
              <code>ALL</code> <span className="dimmed">any command, as anyone</span>
            </>
          ) : (
            <code>
              <Shown text={command} />
            </code>
          )}
        </li>
      ))}
    </ul>
    {role.givesRoot && <RootNote />}
  </>
);

/** The same beside a box to tick, where only words may stand. */
export const CommandWords = ({ role }: { role: SudoRole }) => (
  <span className="command-words">
    Allows, with sudo, as root:
    {role.commands.map((command) => (
      <code key={command}>
        <Shown text={command} />
      </code>
    ))}
    {role.givesRoot && <strong>Any command: this gives root.</strong>}
  </span>
);

export const RootNote = () => (
  <div className="note note-watch">
    <DebtIcon />
    <div>{ROOT_WORDS}</div>
  </div>
);

/** What sudo roles let one run as root, role by role; nothing where there are none. */
export const SudoRoles = ({ roles }: { roles: readonly SudoRole[] }) =>
  roles.length === 0 ? null : (
    <dl className="sudo-roles">
      {roles.map((role) => (
        <div key={role.name}>
          <dt>
            <strong>
              <Shown text={role.name} />
            </strong>{' '}
            allows, with sudo, as root:
          </dt>
          <dd>
            <Commands role={role} />
          </dd>
        </div>
      ))}
    </dl>
  );

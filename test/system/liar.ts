/** What answers in the place of curfew-host on a server in other hands. */
import { CURFEW_HOST_PATH } from '#host/commands.js';
import { curfewHostScript, curfewHostVersion } from '#host/script.js';
import type { TestServer } from '#testkit/server.js';

/** Lies that are noticed. */
export const LIES = [
  'another generation',
  'no word of the grant',
  'another grant',
  'the opposite',
  'a cut answer',
] as const;

/** Answers that all is as ordered, and does nothing. What is wrong with the answer stands in /run/lie. */
const LIAR = `#!/bin/sh
version=${curfewHostVersion()}
read -r lie </run/lie
request=$(cat)
generation=$(printf '%s\\n' "$request" | sed -n 's/^generation //p')
grants=$(printf '%s\\n' "$request" | sed -n \\
  -e 's/^grant \\([^ ]*\\) [^ ]* \\([^ ]*\\) .* \\([^ ]*\\)$/grant \\1 present \\2 1000 \\3/p' \\
  -e 's/^ended \\([^ ]*\\) \\(.*\\)$/grant \\1 absent \\2 1000 -/p')
case $lie in
  'another generation') generation=$((generation - 1)) ;;
  'no word of the grant') grants= ;;
  'another grant') grants=$(printf '%s\\n' "$grants" | sed 's/^grant ......../grant 00000000/') ;;
  'the opposite') grants=$(printf '%s\\n' "$grants" | sed 's/ present / Absent /; s/ absent / present /; s/ Absent / absent /') ;;
  'without the group') grants=$(printf '%s\\n' "$grants" | sed 's/ web-ops$/ -/') ;;
  'a cut answer') exec printf 'curfew-answer 1 %s\\ngeneration %s\\n' "$version" "$generation" ;;
esac
answer=$(printf 'curfew-answer 1 %s\\ngeneration %s\\nclock %s\\nchanged no\\n%s' "$version" "$generation" "$(date +%s)" "$grants")
printf '%s\\nend %s\\n' "$answer" "$(printf '%s\\n' "$answer" | wc -l)"
`;

/** Puts the liar there; what is none of LIES and not `without the group` is a whole lie. */
export async function putLiar(server: TestServer, lie: string): Promise<void> {
  await server.exec(['tee', '/run/lie'], { stdin: `${lie}\n` });
  await put(server, LIAR);
}

export const putTruth = (server: TestServer): Promise<void> => put(server, curfewHostScript());

async function put(server: TestServer, script: string): Promise<void> {
  const command = `cat >${CURFEW_HOST_PATH}.new; chmod 755 ${CURFEW_HOST_PATH}.new; mv ${CURFEW_HOST_PATH}.new ${CURFEW_HOST_PATH}`;
  await server.exec(['sh', '-c', command], { stdin: script });
}

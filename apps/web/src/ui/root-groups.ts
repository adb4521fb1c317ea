/** Linux groups that are known to make whoever is in them root, by a sudoers rule or by what they may reach. Pure. */
const ROOT_GROUPS: ReadonlySet<string> = new Set([
  'sudo', 'wheel', 'admin', 'admins', 'root', 'docker', 'podman', 'lxd', 'lxc', 'incus', 'incus-admin', 'libvirt', 'kvm', 'microk8s',
  'disk', 'shadow', 'sudoers',
]); // prettier-ignore

/** Those of the permissions that are known to give root. A site's own sudoers rules may do so for any other group. */
export const rootGroupsOf = (permissions: readonly string[]): string[] =>
  permissions.filter((permission) => ROOT_GROUPS.has(permission));

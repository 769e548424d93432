/** The database has roles by their own names; the constants that Prisma makes of them have no hyphen. */
type Constant<Role extends string> = Role extends 'co-host' ? 'co_host' : Role;

export const toRoleColumn = <Role extends string>(role: Role): Constant<Role> =>
  (role === 'co-host' ? 'co_host' : role) as Constant<Role>;

export const toRole = <Column extends string>(
  column: Column,
): Column extends 'co_host' ? 'co-host' : Column =>
  (column === 'co_host' ? 'co-host' : column) as Column extends 'co_host' ? 'co-host' : Column;

/**
 * Whether two ids are one person's: ids that differ only in case, in Unicode form or width, in letters that nobody sees, or
 * in space around them. A quorum counts people, and a person may sign in under `ana@desk` and `Ana@desk`. [R48]
 */
export function isSamePerson(a: string, b: string): boolean {
  return a === b || plain(a) === plain(b);
}

function plain(id: string): string {
  const visible = id.normalize('NFKC').replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu, '');
  return visible.trim().toLowerCase().normalize('NFKC');
}
